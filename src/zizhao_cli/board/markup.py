"""Markup in which every text is escaped: what is no `Html` is text, wherever it is put."""

from __future__ import annotations

from html import escape
from urllib.parse import urlencode

from zizhao_cli.errors import visible

_EMPTY = {"img", "input", "link", "meta"}


class Html(str):
    """Markup; only `tag` and `joined` make it."""

    __slots__ = ()


def tag(name: str, /, *inside: str, **attributes: str | None) -> Html:
    """Return an element; texts inside it and in its attributes are escaped, and none of them steers its reader.

    Of the names of attributes `_` at the end goes and any other is a hyphen; one that is None is left out.
    """
    said = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_text(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in _EMPTY:
        return Html(f"<{name}{said}>")
    return Html(f"<{name}{said}>{joined(*inside)}</{name}>")


def joined(*parts: str) -> Html:
    """Return markup and texts behind each other."""
    return Html("".join(part if isinstance(part, Html) else _text(part) for part in parts))


def link(text: str, page: str, /, class_: str | None = None, **query: str) -> Html:
    """Return a link to another page of the board, all of which lie in one folder."""
    return tag("a", text, href=address(page, **query), class_=class_)


def address(page: str, /, **query: str) -> str:
    """Return the address of a page of the board from any other."""
    return f"{page}?{urlencode(query)}" if query else page


def _text(text: str) -> str:
    """Return a text escaped, its line breaks kept."""
    if not text.isprintable():
        text = "\n".join(map(visible, text.replace("\r\n", "\n").replace("\t", " ").split("\n")))
    return escape(text)
