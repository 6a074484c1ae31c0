"""zizhao check: what was recorded wrongly, put right openly; and what is noted of a check."""

from typing import Annotated, Any

import typer

from zizhao_cli.cli import options, questions
from zizhao_cli.cli.ask import complete
from zizhao_cli.cli.ask import note as say
from zizhao_cli.cli.bundle import Bundle
from zizhao_cli.cli.corrected import corrected
from zizhao_cli.cli.new_hazard import HazardFound
from zizhao_cli.cli.noted import note_of
from zizhao_cli.cli.nouns import add_commands
from zizhao_cli.cli.recorded import announce, point_out
from zizhao_cli.domain.kinds.check import CHECK, KIND, RESULT
from zizhao_cli.domain.kinds.fields import NOTE, REASON, SOURCE_ID
from zizhao_cli.domain.kinds.hazard import INSPECTORS, ROW_DAY


def attach(app: typer.Typer) -> None:
    """Add the corrections to the commands of `check`."""
    add_commands(app, edit, replace, note)


class NeverEdited(Bundle):
    """What is replaced instead; who tries to edit it is told."""

    unit: Annotated[str | None, options.instead("--unit", "check replace")] = None
    measure: Annotated[str | None, options.instead("--measure", "check replace")] = None
    result: Annotated[str | None, options.instead("--result", "check replace")] = None
    on: Annotated[str | None, options.instead("--on", "check replace")] = None


def edit(
    ctx: typer.Context,
    *,
    numbers: options.CheckNumbers,
    kind: Annotated[str | None, options.option(KIND)] = None,
    inspector: Annotated[list[str] | None, options.option(INSPECTORS)] = None,
    note_text: Annotated[str | None, options.option(NOTE)] = None,
    reason: Annotated[str | None, options.option(REASON, hint="更正的理由")] = None,
    yes: options.Yes = False,
    never: NeverEdited,
) -> None:
    """更正检查的备注、检查人、检查类型；单位、条款、日期、结果用 replace。

    写成空文字 "" 即清除。
    """
    from zizhao_cli.ledger.checks import edit_check

    del never
    names = None if inspector is None else [one for names in inspector for one in names.split("、")]
    given = {"kind": kind, "inspectors": names, "note": note_text}
    changed = corrected(
        ctx, lambda session, _: edit_check(session, numbers, given, reason), by={}, yes=yes
    )
    announce("\n".join(one.after.number() for one in changed))


def replace(
    ctx: typer.Context,
    *,
    no: options.CheckNo,
    unit: options.UnitName = None,
    measure: options.Measure = None,
    result: Annotated[str | None, options.option(RESULT)] = None,
    on: Annotated[str | None, options.option(ROW_DAY, hint="检查的日子")] = None,
    source_id: Annotated[str | None, options.option(SOURCE_ID, hint="来源编号")] = None,
    hazard: HazardFound,
    reason: options.Reason = None,
    approval: options.Approval,
) -> None:
    """把单位、条款、日期或结果记错的一次检查换成新的一次，输出新编号；原来的作废，两边互相注明。

    它查出的隐患也一并换新；其中有重大或已逾期的须经批准，已销号的先撤回销号。
    """
    from zizhao_cli.ledger.check_replacement import replace_check

    given = {
        "unit": unit,
        "measure": measure,
        "result": result,
        "checked_on": on,
        "source_id": source_id,
    }
    why: dict[str, Any] = complete({"reason": reason}, [questions.of(REASON, "换新的理由")])
    fresh: list[Any] = []

    def replaced(session: Any, by: dict[str, Any]) -> list[Any]:  # noqa: ANN401 - a session of the ledger, which is not loaded before
        check, along, new = replace_check(session, no, given, vars(hazard), **why, **by)
        fresh[:] = [] if new is None else [new]
        return [check, *along]

    check, *along = corrected(ctx, replaced, by=approval.by, yes=approval.yes, always=True)
    announce(check.after.number())
    point_out(ctx, CHECK, check.after.number())
    numbers = [one.number() for one in (*(change.after for change in along), *fresh)]
    if numbers:
        again = "；整改、复查要在新的上重记" if along else ""
        say(f"{check.after.number()} 的隐患：{'、'.join(numbers)}{again}")


def note(
    ctx: typer.Context,
    said: Annotated[list[str], options.numbers_and_text(CHECK)],
    evidence: options.Evidence = None,
    on: options.On = None,
) -> None:
    """给检查加一条备注或佐证；别的都不变。"""
    note_of(ctx, CHECK, said, on, evidence or ())
