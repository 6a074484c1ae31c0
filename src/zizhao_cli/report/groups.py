"""What hazards are grouped by: each key with its columns, how they are told in SQL, and in which order they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from zizhao_cli.domain.kinds.field import Field, named, names_known, names_typed
from zizhao_cli.domain.kinds.fields import UNIT_CODE, UNIT_KIND
from zizhao_cli.domain.kinds.hazard import HAZARD, INSPECTORS
from zizhao_cli.domain.kinds.unit import SUPERVISOR
from zizhao_cli.errors import UsageProblem, quoted
from zizhao_cli.report.question import BETWEEN_NAMES, sql
from zizhao_cli.report.towns import TOWN
from zizhao_cli.store.district.asked import district_of
from zizhao_cli.store.district.keys import BASE

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping, Sequence


class UnknownGroup(UsageProblem):
    def __init__(self, value: str, known: Sequence[Field]) -> None:
        super().__init__(f"--group-by 不认识 {quoted(value)}", f"可写：{names_known(known)}")


class NoTowns(UsageProblem):
    def __init__(self) -> None:
        super().__init__(
            "--group-by town 只用于区县库，一本账就是一个镇",
            "去掉它，或 --db 写区县库的地址",
        )


class Group(NamedTuple):
    """A key by which hazards are grouped.

    `told` says of each of its columns how it is told of a row of `hazards AS asked`, after the joins of `joins`, whose tables are in braces (AsOf.tables).
    One that is `several` puts a hazard into more than one group. One `in_order` stands in the order of its values, any other with the largest first.
    """

    name: Field
    told: dict[Field, str]
    joins: str = ""
    several: bool = False
    in_order: bool = False
    of_town: bool = False
    """Whether its values are names that each town gives for itself."""


def _of(field: Field, *, in_order: bool = False, of_town: bool = False) -> Group:
    return Group(field, {field: f"asked.{field.key}"}, in_order=in_order, of_town=of_town)


_FIELDS = HAZARD.fields
VILLAGE = Field("village", "村（社区）")
MONTH = Field("month", "月份")
_EACH_INSPECTOR = f"""CROSS JOIN json_each(
    '[' || replace(json_quote({sql("inspectors_of")}), '{BETWEEN_NAMES}', '","') || ']'
) AS each"""
_GROUPS = (
    Group(
        _FIELDS["unit"],
        {UNIT_CODE: "asked.unit_code", _FIELDS["unit"]: "asked.unit", UNIT_KIND: "asked.unit_kind"},
        of_town=True,
    ),
    Group(
        VILLAGE,
        {
            VILLAGE: "CASE WHEN asked.unit_kind IN ('village', 'community') THEN asked.unit ELSE lies.name END"
        },
        "LEFT JOIN {unit} AS lies ON lies.id = asked.parent_id",
        of_town=True,
    ),
    Group(
        SUPERVISOR,
        {SUPERVISOR: "over.name"},
        "LEFT JOIN {unit} AS over ON over.id = asked.supervisor_id",
        of_town=True,
    ),
    _of(_FIELDS["measure"], in_order=True),
    _of(_FIELDS["sector"]),
    _of(_FIELDS["level"]),
    _of(_FIELDS["source"]),
    Group(
        INSPECTORS.under("inspector"),
        {INSPECTORS.under("inspector"): "each.value"},
        _EACH_INSPECTOR,
        several=True,
        of_town=True,
    ),
    _of(_FIELDS["responsible"], of_town=True),
    _of(_FIELDS["leader"], of_town=True),
    Group(MONTH, {MONTH: "substr(asked.found_on, 1, 7)"}, in_order=True),
)
GROUPS = {group.name.key: group for group in _GROUPS}
OF_TOWN = Group(TOWN, {TOWN: "held.name"}, f"JOIN town AS held ON held.town = asked.id / {BASE}")
"""The key that a district alone has."""


def named_columns(text: str, known: Mapping[str, Sequence[Field]]) -> list[Field]:
    """Return the columns of the one group that `text` names among those `known` by their keys; the last of its columns is what it is called. Raises UnknownGroup."""
    fields = [columns[-1] for columns in known.values()]
    field = named(fields, text)
    if field is None:
        raise UnknownGroup(text, fields)
    return [*known[field.key]]


OF_LISTS = ("unit", "measure", "sector", "level", "source", "responsible", "leader")
"""The keys by which the rows of a list are grouped, for each row has them."""


def groups_asked(
    connection: sqlite3.Connection, text: str, known: Iterable[str] = GROUPS
) -> list[Group]:
    """Return what `groups_named` does; of a district a group of names that each town gives for itself stands within its town. Raises UnknownGroup, NoTowns."""
    if district_of(connection) is None:
        return groups_named(text, known)
    groups = groups_named(text, [TOWN.key, *known])
    return (
        [OF_TOWN, *groups]
        if any(one.of_town for one in groups) and OF_TOWN not in groups
        else groups
    )


def groups_named(text: str, known: Iterable[str] = GROUPS) -> list[Group]:
    """Return the groups that `text` names by key or heading, with commas between them, each once. Raises UnknownGroup, NoTowns."""
    groups = GROUPS | {TOWN.key: OF_TOWN}
    fields = [groups[key].name for key in known]
    found: dict[str, Group] = {}
    for name in names_typed(text):
        field = named(fields, name)
        if field is None:
            raise NoTowns if named([TOWN], name) else UnknownGroup(name, fields)
        found[field.key] = groups[field.key]
    return [*found.values()]


def columns_of_group(connection: sqlite3.Connection, text: str) -> list[Field]:
    """Return the columns that name the one group by which a list is grouped. Raises UnknownGroup, NoTowns."""
    groups = groups_asked(connection, text, OF_LISTS)
    if len([group for group in groups if group is not OF_TOWN]) > 1:
        raise UnknownGroup(text, [GROUPS[key].name for key in OF_LISTS])
    return [field for group in groups for field in group.told]
