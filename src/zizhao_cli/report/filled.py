"""A form filled from the ledger: what its figures are on a day, row by row, with totals that are sums, and shares that are worked out anew."""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from zizhao_cli.domain.errors import Refused, few
from zizhao_cli.domain.errors.records import NotBegun
from zizhao_cli.domain.kinds import kind_named
from zizhao_cli.domain.kinds.field import Field
from zizhao_cli.domain.kinds.hazard import HAZARD
from zizhao_cli.domain.periods import Period, cohort_of
from zizhao_cli.domain.text import matching_key
from zizhao_cli.errors import quoted
from zizhao_cli.report.as_of import as_of_at
from zizhao_cli.report.campaigns import campaign
from zizhao_cli.report.counted import Counting, Found, Tally, tally
from zizhao_cli.report.covered import Coverage
from zizhao_cli.report.figures import CARRIED, FIGURES, FUNDS, OF_FORMS, counts, rate
from zizhao_cli.report.filters import Filters
from zizhao_cli.report.form_given import GivenByHand
from zizhao_cli.report.forms import (
    INSPECTED,
    OF_UNITS,
    TEN_THOUSAND,
    TOTAL,
    TOWN_ALONE,
    Column,
    Form,
    FormSheet,
)
from zizhao_cli.report.frame import Asked, framed
from zizhao_cli.report.groups import GROUPS
from zizhao_cli.report.inspected import inspected
from zizhao_cli.report.summary import Asking, Cohort, fen_by

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from zizhao_cli.domain.kinds.kind import Kind
    from zizhao_cli.report.as_of import AsOf
    from zizhao_cli.report.model import Report, Row
    from zizhao_cli.report.question import Where

SHEET, ROW = Field("sheet", "表"), Field("row", "行")
TOWN, ELSEWHERE = "全镇", "镇级和其他"
_HUNDRED = 100
_COUNTED = {**FIGURES, **OF_FORMS}


class TotalIsAnother(Refused):
    """A total that was given beside rows that add up otherwise."""

    def __init__(self, column: Column, given: object, added: object) -> None:
        super().__init__(
            f"{quoted(column.called)} 的合计写的是 {given}，各行相加是 {added}",
            "只写各行，合计由程序相加；或只写合计",
        )


class OutOfBounds(Refused):
    """A number, or several together, that exceed the one that they are a part of."""

    def __init__(
        self, row: str, parts: Sequence[Column], whole: Column, numbers: tuple[Any, Any]
    ) -> None:
        said = "与".join(quoted(part.called) for part in parts)
        together = "之和" if len(parts) > 1 else ""
        super().__init__(
            f"{row}的{said}{together} {numbers[0]} 大于{quoted(whole.called)} {numbers[1]}",
            "核对 --set 写的数，或这份报表的设定",
        )


class Numbers(NamedTuple):
    """What was counted, by the values of what makes rows: of hazards by their level, of units, and of other kinds by the column; there, too, are the checks behind who was inspected."""

    figures: dict[tuple[Any, str], dict[str, int]]
    units: dict[Any, dict[str, int]]
    of_kinds: dict[Any, dict[str, Found]]

    def dimensions(self) -> list[Any]:
        """Return all values that something was counted for."""
        found = [*(value for value, _ in self.figures), *self.units, *self.of_kinds]
        return list(dict.fromkeys(found))

    def found(self, column: Column, values: Iterable[Any]) -> list[Found]:
        """Return what was found of records of a declared kind for a column over the rows' `values`."""
        return [
            self.of_kinds[value][column.key]
            for value in values
            if column.key in self.of_kinds.get(value, {})
        ]

    def of(self, column: Column, values: Iterable[Any]) -> int | None:
        """Return the number of a column over the rows' `values`; fen for money, None where no plan names an amount."""
        if column.counts is not None:
            return sum(one.number for one in self.found(column, values))
        if column.figure in OF_UNITS:
            return sum(self.units.get(value, {}).get(str(column.figure), 0) for value in values)
        found = [
            figures[str(column.figure)]
            for value in values
            for (dimension, level), figures in self.figures.items()
            if dimension == value and column.level in (None, level) and column.figure in figures
        ]
        return None if column.figure == FUNDS.key and not found else sum(found)


def filled(
    connection: sqlite3.Connection,
    ledger: Filters,
    form: Form,
    asked: Asked,
    period: Period,
    given: Sequence[str] = (),
) -> Report:
    """Return a form filled for a period, as of the day that is asked; `given` are what the ledger does not record, as `COLUMN=VALUE` or `COLUMN@ROW=VALUE`.

    Raises NotToBeSet, OutOfBounds, NotBegun, BrokenDataFile.
    """
    if asked.as_of < period.first:
        raise NotBegun(f"期间 {period.text}", period.first, asked.as_of)
    at = as_of_at(connection, HAZARD, asked.as_of, asked.known_at)
    cohort = cohort_at(form, period, ledger, at)
    said = GivenByHand(form, given)
    rows: list[Row] = []
    behind: list[Row] = []
    passed_over: dict[str, list[str]] = {}
    elsewhere = known_elsewhere(form)
    for sheet in form.sheets:
        dimension = dimension_of(sheet)
        coverage = Coverage(connection, cohort.filters, asked, "submit")
        tally = of_kinds(connection, form, asked, cohort.days, dimension)
        numbers = _counted(connection, cohort, coverage, dimension, form)
        for value, of_columns in tally.numbers.items():
            numbers.of_kinds.setdefault(value, {}).update(of_columns)
        rows += _rows(form, sheet, numbers, said, elsewhere)
        behind += _records_behind(form, sheet, numbers, elsewhere)
        passed_over |= tally.passed_over
    said.refuse_unused()
    base = said_base(form, period, ledger, asked.as_of)
    values = {
        "form": form.key,
        "title": form.title,
        "form_version": form.version,
        "form_digest": form.digest,
        "period": period.text,
        "base": form.base.value,
    }
    everything = Filters(ledger.ledger, ledger.today)
    frame = framed(connection, everything, asked, at.known_seq, "form", values)
    columns = [SHEET, ROW, *(_field(column) for column in form.columns)]
    brief = [column.key for column in columns]
    sentences = [f"{form.title}，{period.text}，{base}。"]
    sentences += said_passed_over(passed_over)
    if blank := [column.called for column in form.columns if column.is_given]:
        sentences.append(f"账本不记、要用 --set 填的列：{'、'.join(blank)}。")
    sentences.append(f"报表设定的出处：{form.source}。")
    besides: dict[str, Any] = {"records": behind} if behind else {}
    besides |= {"passed_over": passed_over} if passed_over else {}
    return frame.around(columns, rows, brief, sentences, {}, title=form.title, each="行", **besides)


def said_passed_over(passed_over: Mapping[str, list[str]]) -> Iterator[str]:
    """Yield a sentence on the records of each kind that no column of a form took."""
    for name, records in passed_over.items():
        kind = kind_named(name)
        yield f"没有算进哪一列的{kind.label} {len(records)} {kind.one[1]}：{few(records)}。"


def of_kinds(
    connection: sqlite3.Connection,
    form: Form,
    asked: Asked,
    days: Period | None,
    by: str | None,
) -> Tally:
    """Return what the columns of a form count of records of declared kinds, as of the day that is asked."""
    numbers: dict[Any, dict[str, Found]] = {}
    passed_over: dict[str, list[str]] = {}
    for kind in kinds_counted(form):
        at = as_of_at(connection, kind, asked.as_of, asked.known_at)
        found = tally(connection, counting_of(form, kind), at, days, by)
        for value, of_columns in found.numbers.items():
            numbers.setdefault(value, {}).update(of_columns)
        passed_over |= found.passed_over
    return Tally(numbers, passed_over)


def kinds_counted(form: Form) -> list[Kind]:
    """Return the declared kinds whose records a form counts."""
    return list(dict.fromkeys(c.counts.kind for c in form.columns if c.counts is not None))


def counting_of(form: Form, kind: Kind) -> dict[str, Counting]:
    """Return for each column that counts records of a kind what it counts."""
    return {c.key: c.counts for c in form.columns if c.counts is not None and c.counts.kind is kind}


def _records_behind(
    form: Form, sheet: FormSheet, numbers: Numbers, elsewhere: set[str]
) -> list[Row]:
    """Return for each cell that counts records of declared kinds, or who was inspected, and is not 0, which those are."""
    behind: list[Row] = []
    for label, values, _ in lines_of(sheet, numbers, elsewhere):
        for column in form.columns:
            found = [no for one in numbers.found(column, values) for no in one.records]
            if found:
                cell = {SHEET.key: sheet.name, ROW.key: label, "column": column.key}
                behind.append({**cell, "records": sorted(found)})
    return behind


def said_base(form: Form, period: Period, ledger: Filters, as_of: object) -> str:
    """Return in words what the figures of a form are of. Raises BrokenDataFile."""
    days = _days(form, period, ledger)
    return f"{form.base.label}（{days.described() if days is not None else f'截至 {as_of}'}）"


def cohort_at(form: Form, period: Period, ledger: Filters, at: AsOf) -> Cohort:
    """Return which hazards a form counts, as they were at `at`. Raises BrokenDataFile."""
    days = _days(form, period, ledger)
    if days is None:
        return Cohort(ledger, at)
    first, last = str(days.first), str(days.last)
    return Cohort(Filters(ledger.ledger, ledger.today, first=first, last=last), at, days)


def dimension_of(sheet: FormSheet) -> str | None:
    """Return what makes the rows of a sheet."""
    return "sector" if sheet.lines else sheet.by


def _days(form: Form, period: Period, ledger: Filters) -> Period | None:
    return cohort_of(form.base, period, campaign(ledger.ledger, period.last).first)


def _field(column: Column) -> Field:
    return Field(
        column.key,
        column.called,
        numeric=column.is_counted,
        fraction=column.share is not None,
    )


def known_elsewhere(form: Form) -> set[str]:
    """Return the keys of all sectors that some row counts."""
    return {
        matching_key(sector)
        for sheet in form.sheets
        for line in sheet.lines
        for sector in line.sectors
    }


def _counted(
    connection: sqlite3.Connection,
    cohort: Cohort,
    coverage: Coverage,
    dimension: str | None,
    form: Form,
) -> Numbers:
    """Return the figures of a cohort by sector, by village, or of the whole town, with the checks behind the columns that count who was inspected."""
    by = GROUPS.get(dimension or "")
    where, before = cohort.where(connection), cohort.before(connection)
    ask = Asking(connection, cohort, [*([] if by is None else [by]), GROUPS["level"]])
    figures = {
        (values[0] if by is not None else None, values[-1]): numbers
        for values, numbers in figures_by(ask, where, before).items()
    }
    units: dict[Any, dict[str, int]] = {}
    columns = [column.key for column in form.columns if column.figure == INSPECTED]
    seen = inspected(coverage) if columns else {}
    checked: dict[Any, list[str]] = defaultdict(list)
    for one in coverage.units():
        value = one.unit[by.name.key] if by is not None else None
        numbers_of = units.setdefault(value, dict.fromkeys(OF_UNITS, 0))
        if one.unit["unit_id"] in seen:
            numbers_of[INSPECTED] += 1
            checked[value] += seen[one.unit["unit_id"]]
        checks = one.sum("checks")
        numbers_of["checks"] += checks
        if one.bound:
            numbers_of["units"] += 1
            numbers_of["units_checked"] += checks > 0
    behind = {
        value: {key: Found(units[value][INSPECTED], tuple(records)) for key in columns}
        for value, records in checked.items()
    }
    return Numbers(figures, units, behind)


def figures_by(
    ask: Asking, where: Where, before: Where | None
) -> dict[tuple[Any, ...], dict[str, int]]:
    """Return the figures of hazards by the groups of `ask`: of those of the cohort, and what stays of the days before."""
    figures: dict[tuple[Any, ...], dict[str, int]] = {}
    for values, numbers in ask(where, counts(_COUNTED.values())).items():
        figures[values] = dict(zip(_COUNTED, numbers, strict=True))
    for values, (number,) in ask(before, "count(*)").items() if before is not None else ():
        figures.setdefault(values, {})[CARRIED.key] = number
    for values, fen in fen_by(ask, where).items():
        figures.setdefault(values, {})[FUNDS.key] = fen
    return figures


def _rows(
    form: Form, sheet: FormSheet, numbers: Numbers, said: GivenByHand, elsewhere: set[str]
) -> list[Row]:
    """Return the rows of a sheet, and where there are several their total."""
    lines = lines_of(sheet, numbers, elsewhere)
    rows = [
        _row(form, sheet.name, label, partial(numbers.of, values=values), said)
        for label, values, _ in lines
    ]
    if sheet.by == TOWN_ALONE:
        return rows
    counted = [values for _, values, sub in lines if not sub]
    everything = [value for values in counted for value in values]
    total = _row(form, sheet.name, TOTAL, partial(numbers.of, values=everything), said)
    summed = [row for row, (_, _, sub) in zip(rows, lines, strict=True) if not sub]
    for column in form.columns:
        if column.is_given:
            there = [row[column.key] for row in summed if isinstance(row[column.key], int | float)]
            if there and total[column.key] is not None and total[column.key] != sum(there):
                raise TotalIsAnother(column, total[column.key], sum(there))
            if there:
                total[column.key] = sum(there)
    _work_out_shares(form, total)
    return [*rows, total]


def lines_of(
    sheet: FormSheet, numbers: Numbers, elsewhere: set[str]
) -> list[tuple[str, list[Any], bool]]:
    """Return the rows of a sheet: what each is called, the values that count to it, whether it stays out of the total."""
    if sheet.by == TOWN_ALONE:
        return [(TOWN, [None], False)]
    found = numbers.dimensions()
    if sheet.by is not None:
        named = sorted(value for value in found if value is not None)
        last = [(ELSEWHERE, [None], False)] if None in found else []
        return [*((value, [value], False) for value in named), *last]
    lines = []
    for line in sheet.lines:
        keys = {matching_key(sector) for sector in line.sectors}
        values = [
            value
            for value in found
            if (value is not None and matching_key(value) in keys)
            or (line.others and (value is None or matching_key(value) not in elsewhere))
        ]
        lines.append((line.label, values, line.sub))
    return lines


def _row(
    form: Form, sheet: str, label: str, number: Callable[[Column], int | None], said: GivenByHand
) -> Row:
    row: Row = {SHEET.key: sheet, ROW.key: label}
    exact: dict[str, Any] = {}
    for column in form.columns:
        if column.figure is not None or column.counts is not None:
            exact[column.key] = number(column)
            row[column.key] = _as_shown(column, exact[column.key])
        elif column.is_given:
            exact[column.key] = row[column.key] = said.value(column.key, label)
        else:
            row[column.key] = None
    for column in form.columns:
        if column.adds:
            exact[column.key] = row[column.key] = sum(exact[key] for key in column.adds)
    _work_out_shares(form, row, exact)
    _refuse_out_of_bounds(form, label, exact)
    return row


def _refuse_out_of_bounds(form: Form, label: str, exact: Row) -> None:
    """Refuse parts that are more than their whole; what nobody told is none. Raises OutOfBounds."""
    by_key = {column.key: column for column in form.columns}
    for column in form.columns:
        bounds = [([column.key], column.within)] if column.within is not None else []
        bounds += [([*column.covers], column.key)] if column.covers else []
        for parts, whole in bounds:
            numbers = [_number(exact.get(key)) for key in parts]
            most = _number(exact.get(whole))
            together = sum(number for number in numbers if number is not None)
            if most is not None and together > most:
                raise OutOfBounds(label, [by_key[key] for key in parts], by_key[whole], (together, most))  # fmt: skip


def _work_out_shares(form: Form, row: Row, exact: Row | None = None) -> None:
    """Put the shares into a row, of its numbers or the `exact` ones; of what nobody told there is none."""
    for column in form.columns:
        if column.share is not None:
            part, whole = (_number((exact or row).get(key)) for key in column.share)
            row[column.key] = None if part is None or whole is None else rate(part, whole)


def _number(value: Any) -> int | float | None:  # noqa: ANN401 - a number, a text or nothing
    return value if isinstance(value, int | float) else None


def _as_shown(column: Column, number: int | None) -> int | float | None:
    """Return a number in the unit of its column; money is counted in fen."""
    is_money = column.figure == FUNDS.key or (column.counts is not None and column.counts.is_money)
    if number is None or not is_money:
        return number
    per = _HUNDRED * (TEN_THOUSAND if column.unit == "万元" else 1)
    return round(number / per, column.decimals) if column.decimals else number // per


def period_day(period: Period, as_of: Any, today: Any) -> Any:  # noqa: ANN401 - days
    """Return the day whose end a form shows: the one that is asked, else the last of its period, or today while it lasts."""
    return as_of if as_of is not None else min(period.last, today)
