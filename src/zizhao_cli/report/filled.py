"""A form filled from the ledger: what its figures are on a day, row by row, with totals that are sums, and shares that are worked out anew."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from zizhao_cli.domain.errors import Refused
from zizhao_cli.domain.errors.records import NotBegun
from zizhao_cli.domain.kinds.field import Field
from zizhao_cli.domain.kinds.hazard import HAZARD
from zizhao_cli.domain.periods import Period, cohort_of
from zizhao_cli.domain.placeholders import is_placeholder
from zizhao_cli.domain.text import matching_key
from zizhao_cli.errors import UsageProblem, quoted
from zizhao_cli.report.as_of import as_of_at
from zizhao_cli.report.campaigns import campaign
from zizhao_cli.report.covered import Coverage
from zizhao_cli.report.figures import CARRIED, FIGURES, FUNDS, OF_FORMS, counts, rate
from zizhao_cli.report.filters import Filters
from zizhao_cli.report.forms import OF_UNITS, TEN_THOUSAND, TOTAL, Column, Form, FormSheet
from zizhao_cli.report.frame import Asked, framed
from zizhao_cli.report.groups import GROUPS
from zizhao_cli.report.summary import Asking, Cohort, fen_by

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Sequence

    from zizhao_cli.report.as_of import AsOf
    from zizhao_cli.report.model import Report, Row
    from zizhao_cli.report.question import Where

SHEET, ROW = Field("sheet", "表"), Field("row", "行")
TOWN, ELSEWHERE = "全镇", "镇级和其他"
_HUNDRED = 100
_COUNTED = {**FIGURES, **OF_FORMS}
_NUMBER = re.compile(r"\d{1,15}(?:\.\d{1,6})?")


class NotToBeSet(UsageProblem):
    def __init__(self, text: str, why: str, known: Sequence[Column]) -> None:
        names = "、".join(f"{column.key} {column.called}" for column in known)
        super().__init__(
            f"--set {quoted(text)}：{why}",
            f"写作 列=值，有几行的写 列@行=值；账本不记的列有：{names or '没有'}",
        )


class TotalIsAnother(Refused):
    """A total that was given beside rows that add up otherwise."""

    def __init__(self, column: Column, given: object, added: object) -> None:
        super().__init__(
            f"{quoted(column.called)} 的合计写的是 {given}，各行相加是 {added}",
            "只写各行，合计由程序相加；或只写合计",
        )


class OutOfBounds(Refused):
    """A number that exceeds the one that it is a part of."""

    def __init__(self, row: str, part: Column, whole: Column, numbers: tuple[Any, Any]) -> None:
        super().__init__(
            f"{row}的{quoted(part.called)} {numbers[0]} 大于{quoted(whole.called)} {numbers[1]}",
            "核对 --set 写的数，或这份报表的设定",
        )


class Numbers(NamedTuple):
    """What was counted, by the values of what makes rows, and for hazards by their level."""

    figures: dict[tuple[Any, str], dict[str, int]]
    units: dict[Any, dict[str, int]]

    def dimensions(self) -> list[Any]:
        """Return all values that something was counted for."""
        return list(dict.fromkeys([*(value for value, _ in self.figures), *self.units]))

    def of(self, column: Column, values: Iterable[Any]) -> int | None:
        """Return the number of a column over the rows' `values`; fen for money, None where no plan names an amount."""
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
    said = _Given(form, given)
    rows: list[Row] = []
    for sheet in form.sheets:
        dimension = dimension_of(sheet)
        coverage = Coverage(connection, cohort.filters, asked, "submit")
        numbers = _counted(connection, cohort, coverage, dimension)
        rows += _rows(form, sheet, numbers, said, known_elsewhere(form))
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
    if blank := [
        column.called for column in form.columns if column.figure is None and column.share is None
    ]:
        sentences.append(f"账本不记、要用 --set 填的列：{'、'.join(blank)}。")
    sentences.append(f"报表设定的出处：{form.source}。")
    return frame.around(columns, rows, brief, sentences, {}, title=form.title, each="行")


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
        numeric=column.figure is not None,
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
    connection: sqlite3.Connection, cohort: Cohort, coverage: Coverage, dimension: str | None
) -> Numbers:
    """Return the figures of a cohort by sector, by village, or of the whole town."""
    by = GROUPS.get(dimension or "")
    where, before = cohort.where(connection), cohort.before(connection)
    ask = Asking(connection, cohort, [*([] if by is None else [by]), GROUPS["level"]])
    figures = {
        (values[0] if by is not None else None, values[-1]): numbers
        for values, numbers in figures_by(ask, where, before).items()
    }
    units: dict[Any, dict[str, int]] = {}
    for one in coverage.units():
        numbers_of = units.setdefault(
            one.unit[by.name.key] if by is not None else None, dict.fromkeys(OF_UNITS, 0)
        )
        checks = one.sum("checks")
        numbers_of["checks"] += checks
        if one.bound:
            numbers_of["units"] += 1
            numbers_of["units_checked"] += checks > 0
    return Numbers(figures, units)


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
    form: Form, sheet: FormSheet, numbers: Numbers, said: _Given, elsewhere: set[str]
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
        if column.figure is None and column.share is None:
            there = [row[column.key] for row in summed if isinstance(row[column.key], int | float)]
            if there and total[column.key] is not None and total[column.key] != sum(there):
                raise TotalIsAnother(column, total[column.key], sum(there))
            if there:
                total[column.key] = sum(there)
    _work_out_shares(form, total)
    return [*rows, total]


TOWN_ALONE = "town"


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
    form: Form, sheet: str, label: str, number: Callable[[Column], int | None], said: _Given
) -> Row:
    row: Row = {SHEET.key: sheet, ROW.key: label}
    exact: dict[str, Any] = {}
    for column in form.columns:
        if column.figure is not None:
            exact[column.key] = number(column)
            row[column.key] = _as_shown(column, exact[column.key])
        elif column.share is None:
            exact[column.key] = row[column.key] = said.value(column.key, label)
        else:
            row[column.key] = None
    by_key = {column.key: column for column in form.columns}
    _work_out_shares(form, row, exact)
    for column in form.columns:
        if column.within is not None:
            part, whole = (_number(exact.get(key)) for key in (column.key, column.within))
            if part is not None and whole is not None and part > whole:
                raise OutOfBounds(label, column, by_key[column.within], (part, whole))
    return row


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
    if number is None or column.figure != FUNDS.key:
        return number
    per = _HUNDRED * (TEN_THOUSAND if column.unit == "万元" else 1)
    return round(number / per, column.decimals) if column.decimals else number // per


class _Given:
    """What the ledger does not record, as it was given."""

    def __init__(self, form: Form, given: Sequence[str]) -> None:
        """Read `COLUMN=VALUE` and `COLUMN@ROW=VALUE`. Raises NotToBeSet."""
        self._open = [c for c in form.columns if c.figure is None and c.share is None]
        keys = {
            matching_key(name): c.key for c in self._open for name in (c.key, c.called, c.heading)
        }
        computed = {
            matching_key(name)
            for c in form.columns
            if c not in self._open
            for name in (c.key, c.called)
        }
        self._alone = all(sheet.by == TOWN_ALONE for sheet in form.sheets)
        self._values: dict[tuple[str, str | None], Any] = {}
        self._texts: dict[tuple[str, str | None], str] = {}
        for text in given:
            name, between, value = text.partition("=")
            column, _, row = name.partition("@")
            if not between or not value.strip():
                raise NotToBeSet(text, "没有写值", self._open)
            key = keys.get(matching_key(column))
            if key is None:
                why = (
                    "这一列由账本算出，不能填" if matching_key(column) in computed else "没有这一列"
                )
                raise NotToBeSet(text, why, self._open)
            place = (key, matching_key(row) if row else None)
            if place in self._values:
                raise NotToBeSet(text, "写了两次", self._open)
            self._values[place] = found = _value(value.strip())
            if isinstance(found, str) and self._counts(key) and not is_placeholder(found):
                raise NotToBeSet(text, "这一列是数，写数字", self._open)
            self._texts[place] = text

    def _counts(self, key: str) -> bool:
        return any(column.key == key and column.unit for column in self._open)

    def value(self, key: str, label: str) -> Any:  # noqa: ANN401 - a number or a text
        """Return what was given for a column in a row; one without a row is of the only row, or of the total."""
        for place in ((key, matching_key(label)), (key, None)):
            if place in self._values and (place[1] or self._alone or label == TOTAL):
                self._texts.pop(place, None)
                return self._values[place]
        return None

    def refuse_unused(self) -> None:
        """Raises NotToBeSet where a row was named that is none."""
        for text in self._texts.values():
            raise NotToBeSet(text, "没有这一行", self._open)


def _value(text: str) -> int | float | str:
    if not _NUMBER.fullmatch(text):
        return text
    return float(text) if "." in text else int(text)


def period_day(period: Period, as_of: Any, today: Any) -> Any:  # noqa: ANN401 - days
    """Return the day whose end a form shows: the one that is asked, else the last of its period, or today while it lasts."""
    return as_of if as_of is not None else min(period.last, today)
