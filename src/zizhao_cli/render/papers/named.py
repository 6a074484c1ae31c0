"""What the tags of a template name: fields that no paper has, and fields that it leaves out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from zizhao_cli.domain.errors import Refused
from zizhao_cli.domain.paper_fields import nearest
from zizhao_cli.errors import bounded, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from jinja2.nodes import Getattr, Node

    from zizhao_cli.domain.paper_fields import Paper, Said
    from zizhao_cli.render.papers.word import Word

Rows = dict[str, "Said"] | None
"""What the rows say that a name in a tag stands for; None where it stands for no rows that are known."""
Scope = dict[str, tuple[str, Rows]]
"""For each name that a tag made its path from the paper's fields, and its rows."""
_KEEP_ROWS = {"selectattr", "rejectattr", "list", "sort", "reverse", "first", "last"}
"""Filters of Jinja that give some of the rows, or one of them, as they are."""


class UnknownTemplateFields(Refused):
    def __init__(self, file: Path, paper: Paper, unknown: Iterable[Unknown]) -> None:
        said = "、".join(
            f"{quoted(one.name)}{f'（是不是 {one.nearest}）' if one.nearest else ''}"
            for one in unknown
        )
        super().__init__(
            f"模板 {bounded(file)} 里有{paper.title}没有的项：{said}",
            f"照 zizhao template fields {paper.name} 列出的名称改正后重试",
        )


class Unknown(NamedTuple):
    """A name that is none of a paper's fields, and the one that it was most likely to be."""

    name: str
    nearest: str | None


def refuse_unknown(word: Word, paper: Paper) -> list[str]:
    """Refuse a template with fields that its paper does not have; return those that it leaves out, `a.b` where b is of the rows of a.

    Raises UnknownTemplateFields, TemplateBroken.
    """
    walk = _Walk(paper, {*word.environment.globals})
    for tree in word.parsed():
        walk.over(tree, {})
    if walk.unknown:
        raise UnknownTemplateFields(word.file, paper, [*dict.fromkeys(walk.unknown)])
    return [*_unused(paper.fields, walk.used)]


def _unused(fields: dict[str, Said], used: set[str], before: str = "") -> Iterable[str]:
    for name, said in fields.items():
        path = f"{before}{name}"
        if path not in used:
            yield path
        else:
            yield from _unused({part.name: part for part in said.parts}, used, f"{path}.")


class _Walk:
    """Goes through the tags in their order, and knows what each name stands for there."""

    def __init__(self, paper: Paper, built_in: set[str]) -> None:
        self.fields, self.built_in = paper.fields, built_in
        self.unknown: list[Unknown] = []
        self.used: set[str] = set()

    def over(self, node: Node, scope: Scope) -> None:
        from jinja2 import nodes

        if isinstance(node, nodes.For):
            inner: Scope = {**scope, "loop": ("loop", None)}
            self.over(node.iter, scope)
            self._bind(node.target, self._rows(node.iter, scope), inner)
            for part in (*([node.test] if node.test else []), *node.body, *node.else_):
                self.over(part, inner)
        elif isinstance(node, (nodes.Assign, nodes.AssignBlock)):
            for part in node.iter_child_nodes(exclude=("target",)):
                self.over(part, scope)
            value = node.node if isinstance(node, nodes.Assign) else None
            self._bind(node.target, self._rows(value, scope), scope)
        else:
            if isinstance(node, nodes.Name):
                self._name(node.name, scope)
            elif isinstance(node, nodes.Getattr):
                self._attribute(node, scope)
            for part in node.iter_child_nodes():
                self.over(part, scope)

    def _name(self, name: str, scope: Scope) -> None:
        if name in scope or name in self.built_in:
            return
        if name in self.fields:
            self.used.add(name)
        else:
            self.unknown.append(Unknown(name, nearest(name, self.fields)))

    def _attribute(self, node: Getattr, scope: Scope) -> None:
        path, rows = self._rows(node.node, scope)
        if rows is None:
            return
        if node.attr in rows:
            self.used.add(f"{path}.{node.attr}")
        else:
            self.unknown.append(Unknown(f"{path}.{node.attr}", nearest(node.attr, rows)))

    def _rows(self, node: Node | None, scope: Scope) -> tuple[str, Rows]:
        """Return the path of what an expression stands for, and what its rows say."""
        from jinja2 import nodes

        if isinstance(node, nodes.Name):
            if node.name in scope:
                return scope[node.name]
            said = self.fields.get(node.name)
            return node.name, _parts(said)
        if isinstance(node, nodes.Getattr):
            path, rows = self._rows(node.node, scope)
            return f"{path}.{node.attr}", _parts((rows or {}).get(node.attr))
        if isinstance(node, nodes.Getitem) or (
            isinstance(node, nodes.Filter) and node.name in _KEEP_ROWS
        ):
            return self._rows(node.node, scope)
        return "", None

    def _bind(self, target: Node, rows: tuple[str, Rows], scope: Scope) -> None:
        from jinja2 import nodes

        names = [target] if isinstance(target, nodes.Name) else [*target.find_all(nodes.Name)]
        for name in names:
            scope[name.name] = rows if len(names) == 1 else (name.name, None)


def _parts(said: Said | None) -> Rows:
    return {part.name: part for part in said.parts} if said is not None and said.parts else None
