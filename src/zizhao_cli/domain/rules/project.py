"""The rules of projects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zizhao_cli.domain.errors import Refused
from zizhao_cli.domain.kinds.project import PROJECT, REMOVE_BY, ProjectKind
from zizhao_cli.domain.rules.declared import declared

if TYPE_CHECKING:
    from zizhao_cli.domain.rules.record import Record


class RemovedBySomeDay(Refused):
    def __init__(self) -> None:
        super().__init__(
            f"落后产能要写{REMOVE_BY.name}，别的项目不写", f"加上或去掉 {REMOVE_BY.option}"
        )


def _registered(record: Record) -> None:
    """Refuse what is obsolete without a term, and a term of what is not. Raises RemovedBySomeDay."""
    said = vars(record)
    if (said["kind"] == ProjectKind.OBSOLETE.value) != (said["remove_by"] is not None):
        raise RemovedBySomeDay


RULES = declared(PROJECT, registered=_registered)
