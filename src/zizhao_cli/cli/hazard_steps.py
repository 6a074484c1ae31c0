"""zizhao hazard: the steps of its life."""

import json
import sys
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from zizhao_cli import settings
from zizhao_cli.cli import context, options, questions
from zizhao_cli.cli.ask import asking_if_missing, complete, complete_at_will, note, on_terminal
from zizhao_cli.cli.bundle import Bundle
from zizhao_cli.cli.corrected import now_line, taken, trial
from zizhao_cli.cli.nouns import add_commands
from zizhao_cli.cli.recorded import announce, remind
from zizhao_cli.domain.kinds import hazard as hazard_fields
from zizhao_cli.domain.kinds.hazard import HAZARD
from zizhao_cli.domain.sense import far_on
from zizhao_cli.domain.several import of_each
from zizhao_cli.errors import UsageProblem

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from zizhao_cli.cli.ask import Question
    from zizhao_cli.domain.kinds.kind import Kind
    from zizhao_cli.domain.rules.hazard_record import HazardRecord
    from zizhao_cli.ledger.session import LedgerSession
    from zizhao_cli.ledger.steps import Changed
    from zizhao_cli.render.output import Shown


class PassAndFail(UsageProblem):
    def __init__(self) -> None:
        super().__init__("--pass 和 --fail 不能同时写", "复查通过写 --pass，未通过写 --fail")


class DueWithPass(UsageProblem):
    def __init__(self) -> None:
        super().__init__("复查通过即销号，不能再定期限", "去掉 --due，或改写 --fail")


def attach(app: typer.Typer) -> None:
    """Add the steps to the commands of `hazard`."""
    add_commands(app, plan, rectify, review, extend, recount)


def tell(
    ctx: typer.Context,
    hazards: "Sequence[HazardRecord]",
    format: str | None,
    evidence: list[str] | None = None,
) -> None:
    """Print the numbers of hazards, alone, one a line; or with `--format json` their records.

    Says on stderr how it stands now, where a person looks on, and what is to be seen to: a provisional deadline or one
    far on, a picture that was used before.
    """
    numbers = [hazard.number() for hazard in hazards]
    shown = (lambda: show(ctx, numbers, format, None)) if format == "json" else None
    announce("\n".join(numbers), shown)
    for hazard in hazards:
        if sys.stderr.isatty():
            note(now_line(hazard))
        warn_of_deadline(hazard)
    if evidence:
        warn_of_reuse(ctx, HAZARD, numbers[-1])


def after(changed: "Sequence[Changed[HazardRecord]]") -> "list[HazardRecord]":
    """Return hazards as they are after what was done."""
    return [one.after for one in changed]


def warn_of_reuse(ctx: typer.Context, kind: "Kind", no: str) -> None:
    """Say on stderr which of the pictures that came with a record were used before."""
    from zizhao_cli.report.evidence import reuse_notes

    remind(ctx, no, lambda ledger: reuse_notes(ledger, kind, no))


def warn_of_deadline(hazard: "HazardRecord") -> None:
    """Say on stderr where a deadline rests on a calendar that is not published yet, or lies years on."""
    no = HAZARD.no(hazard.id)
    if sentence := far_on(hazard.due_on, hazard.last_step_on):
        note(f"{no} 的{sentence}")
    if json.loads(hazard.due_basis).get("provisional"):
        note(
            f"{no} 的期限 {hazard.due_on} 是暂定的：有年份的放假安排尚未公布，公布后用 hazard recount {no} 重新核算"
        )


def show(
    ctx: typer.Context, numbers: "Sequence[str]", format: str | None, output: str | None
) -> None:
    """Print the records of hazards and their timelines."""
    from zizhao_cli.render.output import Output
    from zizhao_cli.report.evidence import evidence_lines, evidence_of
    from zizhao_cli.report.hazards import hazard_record, record_columns
    from zizhao_cli.report.model import Record
    from zizhao_cli.report.notices import of_hazard, steps_of
    from zizhao_cli.report.related import related, related_lines
    from zizhao_cli.report.timeline import remarks, struck_out, timeline, timeline_lines

    def told(connection: "sqlite3.Connection", no: str) -> "Shown":
        row, whole = hazard_record(connection, no, settings.today())
        steps = timeline(connection, HAZARD, no)
        noted = remarks(connection, HAZARD, no)
        evidence = evidence_of(connection, HAZARD, no)
        columns, extra = record_columns(whole, steps)
        shown = {**row, **extra}
        notices = of_hazard(connection, row["no"], row["unit_code"])
        of_papers = steps_of(connection, notices)
        below = [("经过", timeline_lines(HAZARD, steps, noted, of_papers))]
        if evidence:
            below.append(("佐证", evidence_lines(evidence)))
        about = related(connection, HAZARD, no)
        below += [("相关的记录", related_lines(about))] if about else []
        content = {
            **shown,
            **struck_out(steps, row["no"]),
            "timeline": steps,
            "notes": noted,
            "notices": notices,
            "evidence": evidence,
            "related": about,
        }
        return Record(columns, shown, row["no"], below), content

    options.show_each(ctx, Output(format, output), HAZARD, numbers, told)


def refuse_before_asking(ctx: typer.Context, numbers: "Sequence[str]", step: str) -> None:
    """Refuse what cannot be done with the hazards as they are, before anybody answers questions about them."""
    if not on_terminal():
        return
    from zizhao_cli.domain.rules.hazard import RULES
    from zizhao_cli.report.hazards import hazard_record

    def refuse(no: str) -> None:
        row, _ = hazard_record(connection, no, settings.today())
        RULES.steps[step].refuse_unless_allowed(row["no"], row["state"])

    with context.reading(ctx) as connection:
        of_each(numbers, refuse)


def nobody_registered(numbers: "Sequence[str]", who: str) -> str:
    """Return the question for a person whom a hazard does not name; the answer is taken for all that were given."""
    several = f"{len(numbers)} 项都记此人，登记了别人的也是；不同人办的分开记"
    registered = "该隐患没有登记责任人" if len(numbers) == 1 else several
    return f"{who}（{registered}）"


class PlanParts(Bundle):
    """五落实, each of which may come later."""

    responsible: Annotated[str | None, options.option(hazard_fields.PLANNER)] = None
    measures: Annotated[str | None, options.option(hazard_fields.METHOD)] = None
    funds: Annotated[str | None, options.option(hazard_fields.FUNDS)] = None
    due: Annotated[str | None, options.option(hazard_fields.PLAN_DUE)] = None
    contingency: Annotated[str | None, options.option(hazard_fields.CONTINGENCY)] = None


def plan(
    ctx: typer.Context,
    *,
    numbers: options.HazardNumbers,
    parts: PlanParts,
    on: options.On = None,
    yes: options.Yes = False,
    format: options.RecordFormat = None,
) -> None:
    """记整改方案（五落实：责任人、措施、资金、时限、应急预案），可以分几次写。

    重大隐患五项齐全才能报整改完成。
    """
    from zizhao_cli.ledger.hazard_steps import plan as record_plan

    record = partial(record_plan, numbers=numbers, on=on)

    given = vars(parts)
    if all(value is None for value in given.values()):
        asked = [
            questions.of(hazard_fields.PLANNER, "责任人"),
            questions.of(hazard_fields.METHOD, "措施"),
            questions.of(hazard_fields.FUNDS, "资金"),
            questions.due(settings.today(), "时限"),
            questions.of(hazard_fields.CONTINGENCY),
        ]
        if on_terminal():
            asked = _may_stay(ctx, numbers, asked)
            given = complete_at_will(given, asked, trial(ctx, record))
        else:
            complete(given, asked)
    changed = taken(ctx, lambda session: record(session, **given), yes=yes)
    tell(ctx, after(changed), format)


def _may_stay(
    ctx: typer.Context, numbers: "Sequence[str]", asked: "list[Question]"
) -> "list[Question]":
    """Return the questions for the parts of a plan; one that is written in all the hazards may be passed over."""
    from zizhao_cli.report.hazards import hazard_record

    today = settings.today()
    with context.reading(ctx) as connection:
        plans = of_each(numbers, lambda no: hazard_record(connection, no, today)[1])
    # One part is enough to be a plan, until what is answered is one.
    asked = [one._replace(stand_in=one.stand_in if one is asked[-1] else None) for one in asked]
    return [
        one._replace(prompt=f"{one.prompt}，已写过，空着即不改", optional=True)
        if all(plan["plan_due_on" if one.key == "due" else f"plan_{one.key}"] for plan in plans)
        else one
        for one in asked
    ]


def rectify(
    ctx: typer.Context,
    numbers: options.HazardNumbers,
    rectified_by: Annotated[str | None, options.option(hazard_fields.RECTIFIED_BY)] = None,
    note: Annotated[str | None, options.option(hazard_fields.WHAT_WAS_DONE)] = None,
    evidence: options.Evidence = None,
    on: options.On = None,
    yes: options.Yes = False,
    format: options.RecordFormat = None,
) -> None:
    """报整改完成，等待复查；计时停在这一天。"""
    from zizhao_cli.ledger.hazard_steps import rectify as record_rectification

    record = partial(record_rectification, numbers=numbers, note=note)

    changed = asking_if_missing(
        lambda given: taken(
            ctx, lambda session: record(session, **given, evidence=evidence or ()), yes=yes
        ),
        {"rectified_by": rectified_by, "on": on},
        [
            questions.of(hazard_fields.RECTIFIED_BY, nobody_registered(numbers, "整改人")),
            questions.day(settings.today(), "整改日期"),
        ],
        trial(ctx, record),
    )
    tell(ctx, after(changed), format, evidence)


def review(
    ctx: typer.Context,
    numbers: options.HazardNumbers,
    reviewer: Annotated[str | None, options.option(hazard_fields.RE_INSPECTOR)] = None,
    reviewer_unit: Annotated[
        str | None,
        typer.Option(
            "--reviewer-unit", metavar="单位", help="复查人的单位；与整改人同名而不同单位时写"
        ),
    ] = None,
    passed: Annotated[bool, typer.Option("--pass", help="复查通过，销号")] = False,
    failed: Annotated[bool, typer.Option("--fail", help="复查未通过，继续整改")] = False,
    due: Annotated[
        str | None,
        typer.Option(
            "--due",
            metavar="期限",
            help="未通过时另定的期限，+15d 从发现次日起算；不写则仍按原期限",
        ),
    ] = None,
    note: Annotated[str | None, options.option(hazard_fields.WHAT_WAS_SEEN)] = None,
    evidence: options.Evidence = None,
    on: options.On = None,
    yes: options.Yes = False,
    format: options.RecordFormat = None,
) -> None:
    """记复查结果：通过即销号，未通过则重新计时。"""
    from zizhao_cli.ledger.hazard_steps import review as record_review

    if passed and failed:
        raise PassAndFail
    given: dict[str, Any] = {
        "reviewer": reviewer,
        "outcome": "pass" if passed else "fail" if failed else None,
        "on": on,
    }
    asked = [
        questions.of(hazard_fields.RE_INSPECTOR),
        questions.OUTCOME,
        questions.day(settings.today(), "复查日期"),
    ]

    def record(
        session: "LedgerSession",
        outcome: str,
        **said: Any,  # noqa: ANN401 - what record_review takes
    ) -> "Sequence[Changed[HazardRecord]]":
        passed = questions.passed(outcome)
        if passed and due is not None:
            raise DueWithPass
        always: dict[str, Any] = {"reviewer_unit": reviewer_unit, "due": due, "note": note}
        return record_review(session, numbers, passed=passed, **always, **said)

    given = complete(given, asked, trial(ctx, record))
    changed = taken(ctx, lambda session: record(session, **given, evidence=evidence or ()), yes=yes)
    tell(ctx, after(changed), format, evidence)


class Extension(Bundle):
    """A later deadline, why, and who asked for it and approved it."""

    due: Annotated[
        str | None,
        typer.Option("--due", metavar="期限", help="新期限，须晚于现期限；+15d 也从发现次日起算"),
    ] = None
    reason: options.Reason = None
    safeguards: Annotated[str | None, options.option(hazard_fields.SAFEGUARDS)] = None
    asked_by: Annotated[str | None, options.option(hazard_fields.ASKED_BY)] = None
    asked_on: Annotated[str | None, options.option(hazard_fields.ASKED_ON)] = None
    approved_by: Annotated[str | None, options.option(hazard_fields.APPROVED_BY)] = None
    approver_unit: Annotated[
        str | None,
        typer.Option(
            "--approver-unit", metavar="单位", help="批准人的单位；与申请人同名而不同单位时写"
        ),
    ] = None


def extend(
    ctx: typer.Context,
    *,
    numbers: options.HazardNumbers,
    extension: Extension,
    on: options.On = None,
    yes: options.Yes = False,
    format: options.RecordFormat = None,
) -> None:
    """延期；原期限保留在账上。"""
    from zizhao_cli.ledger.hazard_steps import extend as record_extension

    refuse_before_asking(ctx, numbers, "extend")
    record = partial(record_extension, numbers=numbers, on=on)

    tried = trial(ctx, record)
    given = complete(
        vars(extension),
        [
            questions.due(settings.today(), "新期限"),
            questions.of(hazard_fields.WHY_LATER),
            questions.of(hazard_fields.SAFEGUARDS),
            questions.of(hazard_fields.ASKED_BY, "申请人，空着即登记的责任人", optional=True),
            questions.of(hazard_fields.APPROVED_BY),
        ],
        tried,
    )
    changed = asking_if_missing(
        lambda given: taken(ctx, lambda session: record(session, **given), yes=yes),
        given,
        [questions.of(hazard_fields.ASKED_BY, nobody_registered(numbers, "延期申请人"))],
        tried,
    )
    tell(ctx, after(changed), format)


def recount(
    ctx: typer.Context,
    numbers: options.HazardNumbers,
    on: options.On = None,
    yes: options.Yes = False,
    format: options.RecordFormat = None,
) -> None:
    """重新核算暂定的期限：放假安排公布以后，按原来的规则再算一次。"""
    from zizhao_cli.ledger.hazard_steps import recount as record_recount

    changed = taken(ctx, lambda session: record_recount(session, numbers, on=on), yes=yes)
    tell(ctx, after(changed), format)
