"""What the tags of a template may do: say the values of a paper, and nothing else. Templates go from office to office, and run on all of them."""

from __future__ import annotations

from typing import Any

from jinja2 import StrictUndefined
from jinja2.exceptions import SecurityError
from jinja2.runtime import LoopContext
from jinja2.sandbox import SandboxedEnvironment

PEN = 12
"""Places of a line that a pen fills."""


class Sealed:
    """Something that is put into a paper as it is, of which a tag sees nothing: not what it is made with, not its size."""

    __slots__ = ("__made",)

    def __init__(self, made: Any) -> None:  # noqa: ANN401 - whatever writes itself
        self.__made = made

    def __html__(self) -> str:
        return str(self.__made)

    __str__ = __html__


class OfPapers(SandboxedEnvironment):
    """An environment in which a tag reaches the entries of rows, and which turn of a loop it is; no attribute of anything else."""

    intercepted_binops = frozenset({"*", "**"})

    def __init__(self) -> None:
        super().__init__(undefined=StrictUndefined, autoescape=True)
        # Neither numbers without end to loop over, nor texts to fill pages with.
        self.globals.clear()
        self.filters["pen"] = lambda value, width=PEN: value or "_" * min(int(width), 80)
        self.filters["pen_day"] = lambda value: value or "____年__月__日"
        for endless in ("batch", "center", "indent", "pprint", "slice", "wordwrap", "xmlattr"):
            del self.filters[endless]

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:  # noqa: ANN401 - as the library has it
        """Say whether a tag may have an attribute: of a loop alone, for the entries of rows are items."""
        return isinstance(obj, LoopContext) and super().is_safe_attribute(obj, attr, value)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:  # noqa: ANN401 - as the library has it
        """Refuse what makes much of little."""
        del context, left, right
        raise SecurityError(f"{operator} 不能用在模板里")
