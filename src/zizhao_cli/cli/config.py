"""zizhao config: the settings that a user keeps for himself."""

from pathlib import Path
from typing import Annotated

import typer

from zizhao_cli import settings_file
from zizhao_cli.cli import options
from zizhao_cli.cli.ask import note
from zizhao_cli.cli.bundle import bundled
from zizhao_cli.cli.help import ChineseCommand
from zizhao_cli.cli.nouns import noun
from zizhao_cli.district_address import address
from zizhao_cli.domain.errors import Refused
from zizhao_cli.errors import MachineFault
from zizhao_cli.settings import followed

app = noun("config")


def _keys() -> list[tuple[str, str]]:
    return [(key, setting.hint) for key, setting in settings_file.KEYS.items()]


Key = Annotated[
    str,
    typer.Argument(metavar="键", help="、".join(settings_file.KEYS), autocompletion=_keys),
]


class NotSet(Refused):
    def __init__(self, key: str) -> None:
        super().__init__(f"没有设 {key}", f"用 config set {key} 设，用 config list 看设了哪些")


@app.command("list", cls=ChineseCommand)
@bundled
def list_settings(look: options.Look) -> None:
    """列出各项设定。选项在先，其次是环境变量，最后才是这里设的。"""
    from zizhao_cli.domain.kinds.field import Field
    from zizhao_cli.report.model import Report

    out = look.out()
    found = settings_file.read()
    headings = {"key": "键", "value": "值", "meaning": "说明", "variable": "环境变量"}
    rows = [
        {"key": key, "value": found.get(key), "meaning": one.hint, "variable": one.variable}
        for key, one in settings_file.KEYS.items()
    ]
    columns = [Field(*named) for named in headings.items()]
    head = {"list": "settings", "count": len(rows)}
    summary = [f"设定文件 {settings_file.path()}"]
    out.report(Report(head, columns, rows, [*headings], summary, "设定"))


@app.command("get", cls=ChineseCommand)
def get(key: Key) -> None:
    """输出一项设定的值；没有设的以 3 退出。"""
    from zizhao_cli.render.output import say

    if key not in settings_file.KEYS:
        raise settings_file.UnknownSetting(key)
    value = settings_file.read().get(key)
    if value is None:
        raise NotSet(key)
    say(f"{value}\n")


@app.command("set", cls=ChineseCommand)
def set_(key: Key, value: Annotated[str, typer.Argument(metavar="值", help="要设的值")]) -> None:
    """设定一项，写入设定文件。"""
    if key == "db" and address(value) is None:
        value = str(Path(value).expanduser().absolute())
    settings_file.check(key, value)
    _write(key, f"{key} = {value}")


@app.command("unset", cls=ChineseCommand)
def unset(key: Key) -> None:
    """去掉一项设定；本来没有设的，什么也不变。"""
    if key not in settings_file.KEYS:
        raise settings_file.UnknownSetting(key)
    _write(key, None)


def _write(key: str, line: str | None) -> None:
    """Put `line` in the place of the one that sets `key`, or at the end; None takes it away."""
    from zizhao_cli.render.target import write_file

    settings_file.read()  # what is wrong there is told before anything is changed
    file = followed(settings_file.path())
    before = settings_file.lines_of(file)
    after = [line if settings_file.key_of(old) == key else old for old in before]
    if line is not None and line not in after:
        after.append(line)
    kept = [one for one in after if one is not None]
    if kept == before:
        return
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise MachineFault(f"建立文件夹 {file.parent} ", problem) from problem
    write_file(file, "".join(f"{one}\n" for one in kept).encode())
    note(f"已写入 {file}")
