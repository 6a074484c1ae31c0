"""zizhao hazard: what was recorded wrongly, put right openly; and what is noted beside the steps."""

from typing import Annotated, Any

import typer

from zizhao_cli.cli import hazard_steps, options, questions
from zizhao_cli.cli.ask import asking_if_missing, complete
from zizhao_cli.cli.ask import note as say
from zizhao_cli.cli.bundle import Bundle
from zizhao_cli.cli.corrected import corrected
from zizhao_cli.cli.new_hazard import NewHazard, Source
from zizhao_cli.cli.noted import note_of
from zizhao_cli.cli.nouns import add_commands
from zizhao_cli.cli.recorded import point_out, remind
from zizhao_cli.domain.kinds.fields import REASON
from zizhao_cli.domain.kinds.hazard import DUE_ON, FOUND_ON, HAZARD, SUPERVISED


def attach(app: typer.Typer) -> None:
    """Add the corrections to the commands of `hazard`."""
    add_commands(app, edit, retract, replace, void, note)


class NeverEdited(Bundle):
    """What is done otherwise; who tries to edit it is told."""

    unit: Annotated[str | None, options.instead("--unit", "hazard replace")] = None
    due: Annotated[str | None, options.instead("--due", "hazard replace")] = None
    found: Annotated[str | None, options.instead("--found", "hazard replace")] = None
    handling: Annotated[str | None, options.instead("--handling", "hazard replace")] = None
    reviewer: Annotated[str | None, options.instead("--reviewer", "hazard retract")] = None


class Replacing(NewHazard):
    """What a hazard is registered with, where all that is not given stays."""

    on: Annotated[str | None, options.option(FOUND_ON, hint="发现的日子")] = None
    due: Annotated[
        str | None, options.option(DUE_ON, hint="期限：日期、+15d 或 +10wd，从发现次日起算")
    ] = None


class Corrected(Bundle):
    """What may be corrected of a hazard."""

    title: options.Title = None
    measure: options.Measure = None
    level: options.Level = None
    location: options.Location = None
    sector: options.Sector = None
    responsible: options.Responsible = None
    leader: options.Leader = None
    source: Source = None
    supervised: Annotated[bool | None, options.option(SUPERVISED, hint="列入或撤出挂牌督办")] = None


def edit(
    ctx: typer.Context,
    *,
    numbers: options.HazardNumbers,
    to: Corrected,
    reason: Annotated[str | None, options.option(REASON, hint="更正的理由；改等级时必写")] = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--from", "--on", metavar="日期", help="从这一天起变了；不写即一直如此，各日的报表都改"
        ),
    ] = None,
    approval: options.Approval,
    never: NeverEdited,
    format: options.RecordFormat = None,
) -> None:
    """更正隐患的描述：记错的字句各日都改；--from 是从那一天起才变。期限、单位、发现日期用 replace。

    可省的项写成空文字 "" 即清除。不写 --from 把重大改为一般，须经批准。
    """
    from zizhao_cli.ledger.hazard_steps import edit as edit_hazard

    del never
    changed = asking_if_missing(
        lambda why: corrected(
            ctx,
            lambda session, by: edit_hazard(session, numbers, since=since, **why, **by, **vars(to)),
            by=approval.by,
            yes=approval.yes,
        ),
        {"reason": reason},
        [questions.of(REASON, "更改等级的理由")],
    )
    hazard_steps.tell(ctx, hazard_steps.after(changed), format)
    for one in changed if to.measure is not None else ():
        point_out(ctx, HAZARD, one.after.number())
    if to.supervised is not None:
        say(
            "挂牌督办另有记法：supervision add --hazard 编号 记级别、单位和期限，supervision lift 销号；这里的旧标记仍算"
        )


def retract(
    ctx: typer.Context,
    *,
    numbers: options.HazardNumbers,
    step: Annotated[
        int | None,
        typer.Option(
            "--step", metavar="步", min=2, help="撤回第几步（见 hazard show），默认最后记的那一步"
        ),
    ] = None,
    reason: options.Reason = None,
    approval: options.Approval,
    format: options.RecordFormat = None,
) -> None:
    """撤回记错的一步，就当没有办过；再撤一次即撤前一步。撤回后照实重记。

    撤回销号（反销号）须经复查人以外的人批准。
    """
    from zizhao_cli.ledger.corrections import retract as take_back

    hazard_steps.refuse_before_asking(ctx, numbers, "retract")
    given: dict[str, Any] = complete({"reason": reason}, [questions.of(REASON, "撤回理由")])
    changed = corrected(
        ctx,
        lambda session, by: take_back(session, HAZARD, numbers, number=step, **given, **by),
        by=approval.by,
        yes=approval.yes,
    )
    hazard_steps.tell(ctx, hazard_steps.after(changed), format)


def replace(
    ctx: typer.Context,
    *,
    no: options.HazardNo,
    new: Replacing,
    reason: options.Reason = None,
    approval: options.Approval,
    format: options.RecordFormat = None,
) -> None:
    """把单位、发现日期或期限记错的一项换成新的一项，输出新编号；原来的作废，两边互相注明。

    写出要改的即可，其余照旧；检查、登记时的佐证、整改方案和延期跟过去，原期限仍是最早的那个。
    重大或已逾期的须经批准。整改、复查要在新的一项上重记。
    """
    from zizhao_cli.ledger.hazard_replacement import replace_hazard

    hazard_steps.refuse_before_asking(ctx, [no], "replace")
    why: dict[str, Any] = complete({"reason": reason}, [questions.of(REASON, "换新的理由")])
    given = {**vars(new)}
    given[FOUND_ON.key] = given.pop("on")
    changed = corrected(
        ctx,
        lambda session, by: [replace_hazard(session, no, given, **why, **by)],
        by=approval.by,
        yes=approval.yes,
    )
    new_no = changed[0].after.number()
    hazard_steps.tell(ctx, hazard_steps.after(changed), format)
    point_out(ctx, HAZARD, new_no)
    if changed[0].after.check_id is not None:
        from zizhao_cli.report.checks import doubts_of_link

        remind(ctx, new_no, lambda ledger: [doubts_of_link(ledger, new_no)])


def void(
    ctx: typer.Context,
    *,
    numbers: options.HazardNumbers,
    reason: options.Reason = None,
    approval: options.Approval,
    on: options.On = None,
    format: options.RecordFormat = None,
) -> None:
    """作废记错的隐患，输出编号；各日的报表里都不再有它，记录保留，编号不再用。

    重大或已逾期的须经批准；作废过哪些用 report voided 看。
    """
    from zizhao_cli.ledger.hazard_steps import void as record_void

    hazard_steps.refuse_before_asking(ctx, numbers, "void")
    given: dict[str, Any] = complete({"reason": reason}, [questions.of(REASON, "作废理由")])
    changed = corrected(
        ctx,
        lambda session, by: record_void(session, numbers, on=on, **given, **by),
        by=approval.by,
        yes=approval.yes,
    )
    hazard_steps.tell(ctx, hazard_steps.after(changed), format)


def note(
    ctx: typer.Context,
    said: Annotated[list[str], options.numbers_and_text(HAZARD)],
    evidence: options.Evidence = None,
    on: options.On = None,
) -> None:
    """给隐患加一条备注或佐证，什么状态都可以（催办、事后的凭据）；状态不变。"""
    note_of(ctx, HAZARD, said, on, evidence or ())
