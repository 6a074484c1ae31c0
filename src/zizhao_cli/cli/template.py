"""zizhao template: the Word files that papers are made from, and blank sheets to fill in."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zizhao_cli.cli import context, options, papers, suggest
from zizhao_cli.cli.ask import note
from zizhao_cli.cli.nouns import add_commands, noun
from zizhao_cli.domain.errors import Refused
from zizhao_cli.domain.kinds import forms
from zizhao_cli.domain.paper_fields import PAPERS
from zizhao_cli.errors import UsageProblem, bounded, quoted

if TYPE_CHECKING:
    from zizhao_cli.domain.kinds.kind import Kind

app = noun("template")

PaperName = Annotated[
    str, typer.Argument(metavar="文书", help="、".join(PAPERS), autocompletion=suggest.papers)
]


def _sheets() -> dict[str, "Kind"]:
    """Return the kinds that are listed in a sheet, by their names."""
    return {name: kind for name, kind in forms().items() if kind.given}


class WhichPaper(UsageProblem):
    def __init__(self, file: Path) -> None:
        super().__init__(
            f"从 {quoted(file.name)} 看不出是哪种文书的模板",
            f"加 --for 文书：{'、'.join(f'{one.name} {one.title}' for one in PAPERS.values())}",
        )


class TemplateIsThere(Refused):
    def __init__(self, file: Path) -> None:
        super().__init__(f"{bounded(file)} 已经在，也许改过，不覆盖", "加 --output 另取一个文件名")


def list_(ctx: typer.Context, *, look: options.Look) -> None:
    """列出文书和它们的模板：用的是程序自带的，还是本单位改过的。"""
    from zizhao_cli.report.paper_list import paper_list

    look.out().report(paper_list(context.ledger(ctx)))


def fields(*, paper: PaperName, look: options.Look) -> None:
    """列出一种文书的模板里能写的项：写法、是什么、例子。"""
    from zizhao_cli.domain.paper_fields import paper_named
    from zizhao_cli.report.paper_list import field_list

    look.out().report(field_list(paper_named(paper)))


def copy(
    ctx: typer.Context,
    paper: PaperName,
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            metavar="文件",
            help="写到哪里；默认账本旁 data/papers 里，放在那里的就用来出文书",
        ),
    ] = None,
) -> None:
    """拿一份程序自带的模板来改，在 Word 或 WPS 里改字体、样式和字句。输出文件名。"""
    from zizhao_cli import datafiles
    from zizhao_cli.domain.paper_fields import paper_named
    from zizhao_cli.errors import MachineFault
    from zizhao_cli.render.output import say
    from zizhao_cli.render.papers.word import content_of
    from zizhao_cli.render.target import write_file
    from zizhao_cli.settings import data_folders

    name = f"papers/{paper_named(paper).name}.docx"
    file = Path(output) if output else data_folders(context.ledger(ctx))[0] / name
    if file.exists():
        raise TemplateIsThere(file)
    content = content_of(datafiles.delivered(name))
    if output is None:
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as problem:
            raise MachineFault(f"建立 {file.parent} ", problem) from problem
    write_file(file, content)
    say(f"{file}\n")


def check(
    file: Annotated[str, typer.Argument(metavar="文件", help="改过的模板，.docx")],
    paper: Annotated[
        str | None,
        typer.Option(
            "--for",
            metavar="文书",
            help="是哪种文书的模板，默认按文件名",
            autocompletion=suggest.papers,
        ),
    ] = None,
) -> None:
    """核对一份模板：写错的项各是哪个、有没有填不出来的地方、没有用到哪些项、缺哪些字体。"""
    from zizhao_cli.domain.paper_fields import paper_named
    from zizhao_cli.render.papers.checked import checked
    from zizhao_cli.render.papers.fonts import missing_fonts
    from zizhao_cli.render.papers.word import content_of

    path = Path(file)
    if paper is None and path.stem not in PAPERS:
        raise WhichPaper(path)
    wanted = paper_named(paper or path.stem)
    content = content_of(path)
    unused = checked(content, path, wanted)
    if unused:
        note(f"没有用到的项：{'、'.join(unused)}")
    papers.say_lacking(missing_fonts(content))
    note(f"{bounded(path)} 可以用来出{wanted.title}")


def sheet(
    ctx: typer.Context,
    form: Annotated[str, typer.Argument(metavar="内容", help="、".join(_sheets()))],
    output: Annotated[
        str | None,
        typer.Option(
            "--output", metavar="文件", help="写到哪里，.xlsx；默认当前文件夹里，按内容取名"
        ),
    ] = None,
) -> None:
    """写出一份空的登记表（xlsx），填好即可用那一类的 import 导入；检查的登记表用 check template。"""
    from zizhao_cli.cli.check import FileIsThere, NotAWorkbookName
    from zizhao_cli.cli.schema import UnknownForm
    from zizhao_cli.render.target import write_file
    from zizhao_cli.render.template import sheet_template
    from zizhao_cli.report.units import units_in_use

    if form not in _sheets():
        raise UnknownForm(form, _sheets())
    kind = _sheets()[form]
    file = Path(output or f"{kind.label}登记表.xlsx")
    if file.suffix.lower() != ".xlsx":
        raise NotAWorkbookName(str(file))
    if file.exists():
        raise FileIsThere(str(file))
    with context.reading(ctx) as connection:
        units = units_in_use(connection)
    write_file(file, sheet_template(kind, units))
    note(f"已写出 {file}")


add_commands(app, list_, fields, copy, check, sheet)
