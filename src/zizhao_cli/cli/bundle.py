"""Options that commands share: declared once, taken by each as one argument."""

import inspect
from collections.abc import Callable, Iterator
from typing import Any


class Bundle:
    """The base of a class whose annotations are options, with their defaults; one that is a bundle stands for all of its own.

    No two options that meet in one command may have the same name.
    """

    def __init__(self, given: dict[str, Any]) -> None:
        """Take from `given` what this bundle holds."""
        for name, annotation in options_of(type(self)).items():
            setattr(self, name, _taken(name, annotation, given))


def options_of(bundle: type) -> dict[str, Any]:
    """Return the options of a bundle, those of the ones it is built on first."""
    return {
        name: annotation
        for base in reversed(bundle.__mro__)
        if base is not object
        for name, annotation in inspect.get_annotations(base).items()
    }


def bundled(command: Callable[..., None]) -> Callable[..., None]:
    """Return `command` as Typer is to read it: each bundle among its arguments replaced by the options it holds."""
    own = inspect.signature(command).parameters.values()

    def called(**given: Any) -> None:  # noqa: ANN401 - what was typed for each option
        command(**{param.name: _taken(param.name, param.annotation, given) for param in own})

    spread = [one for param in own for one in _spread(param.name, param.annotation, param.default)]
    called.__signature__ = inspect.Signature(spread)  # type: ignore[attr-defined]
    called.__name__, called.__doc__ = command.__name__, command.__doc__
    return called


def _spread(name: str, annotation: Any, default: Any) -> Iterator[inspect.Parameter]:  # noqa: ANN401
    if not _is_bundle(annotation):
        yield inspect.Parameter(
            name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation
        )
        return
    for option, inner in options_of(annotation).items():
        yield from _spread(option, inner, getattr(annotation, option, inspect.Parameter.empty))


def _taken(name: str, annotation: Any, given: dict[str, Any]) -> Any:  # noqa: ANN401
    return annotation(given) if _is_bundle(annotation) else given[name]


def _is_bundle(annotation: object) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, Bundle)
