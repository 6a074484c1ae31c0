"""The one place where an error becomes an exit code."""

from __future__ import annotations

import contextlib
import errno
import gc
import os
import sys
from pathlib import Path
from typing import Any

from zizhao_cli.discretion import DISCRETION, silent
from zizhao_cli.ending import ENDING
from zizhao_cli.errors import ExitCode, MachineFault, ZizhaoError, system_reason, visible

GARBAGE_THRESHOLD = 100_000
WRITTEN = "但要记的已记入账本，不要重复登记；用 journal list 看最后一条"


def main() -> None:
    """Run the program on the process's arguments and exit with the contract's code."""
    ENDING.listen()
    # No plugin of another program has a say in what is refused, and to look for them is to read all that is installed.
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
    # A stream that was closed takes what comes and keeps nothing, or has nothing to give.
    sys.stdin = sys.stdin or Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115 - for as long as the program runs
    sys.stdout = sys.stdout or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - for as long as the program runs
    sys.stderr = sys.stderr or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - for as long as the program runs
    for stream in (sys.stdout, sys.stderr):
        # A character that the terminal's encoding lacks is spelled out, never a crash.
        with contextlib.suppress(AttributeError):
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    # Loading libraries makes many lasting objects; looking through them for garbage meanwhile is lost time.
    gc.set_threshold(GARBAGE_THRESHOLD)
    try:
        code = _run()
    except KeyboardInterrupt:  # while libraries were being loaded
        code = _interrupted()
    # What could not be said then cannot be said at the end either, and is no fault of what was done.
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError, KeyboardInterrupt):
            stream.flush()
    ENDING.over()
    if code == ExitCode.INTERRUPTED:
        # Python notes an interrupt that came through `exec`, as libraries use it while they load, and under -m would die by its
        # signal whatever the exit code. Whatever is executed next makes it forget.
        exec("")  # noqa: S102
    sys.exit(code)


def _run() -> int:
    import typer

    from zizhao_cli.cli.app import app
    from zizhao_cli.cli.help import usage_problem

    completing = "_ZIZHAO_COMPLETE" in os.environ
    try:
        if completing:
            from typer.completion import completion_init  # type: ignore[attr-defined]

            completion_init()
        return _command(typer.main.get_command(app))
    except SystemExit as ended:
        # Typer ends so after a completion, and where the reader of its help has gone.
        return int(ended.code or 0) if completing else ExitCode.DONE
    except ZizhaoError as error:
        return _tell(error)
    except (KeyboardInterrupt, typer.Abort):
        return _interrupted()
    except typer.TyperException as problem:
        if type(problem).__name__ == "NoArgsIsHelpError":
            typer.echo(problem.message, err=True)
            return ExitCode.USAGE
        return _tell(usage_problem(problem))
    except OSError as problem:
        doing = f"使用 {problem.filename} " if problem.filename else "运行"
        return _tell(MachineFault(doing, system_reason(problem)))
    except MemoryError:
        return _tell(MachineFault("运行", OSError(errno.ENOMEM, "")))
    except Exception as problem:  # noqa: BLE001 - nobody is shown a traceback unasked
        return _tell(ProgramFault(problem))


def _command(command: Any) -> int:  # noqa: ANN401 - Typer's own types are private
    # What was typed is text, and no pattern: on Windows Typer would put files and variables in the place of `?号楼`.
    code = command.main(prog_name="zizhao", standalone_mode=False, windows_expand_args=False)
    if code == ExitCode.INTERRUPTED:
        return _interrupted()
    return code if isinstance(code, int) else ExitCode.DONE


class ProgramFault(ZizhaoError):
    code = ExitCode.FAULT

    def __init__(self, problem: Exception) -> None:
        said = "" if DISCRETION.asked else f": {visible(str(problem))[:200]}"
        super().__init__(
            f"程序出错：{type(problem).__name__}{said}",
            "用 journal list 看最后一条，是否已记入；设 ZIZHAO_DEBUG=1 可看到详情，请报告给维护者",
        )


def _tell(error: ZizhaoError) -> int:
    if os.environ.get("ZIZHAO_DEBUG") == "1":
        import traceback

        if DISCRETION.asked:  # what was raised may quote what is sealed
            traceback.print_tb(error.__traceback__)
        else:
            traceback.print_exc()
    sentence, way_out = error.sentence, error.way_out
    if DISCRETION.asked:
        sentence, way_out = silent(error)
    # Whatever a sentence was built of, it steers no terminal; and where nobody can be told, the code tells.
    with contextlib.suppress(OSError):
        print(f"zizhao: 错误: {visible(sentence)}", file=sys.stderr)  # noqa: T201 - stderr is where errors go
        if way_out:
            print(f"  {visible(way_out)}", file=sys.stderr)  # noqa: T201
    return error.code


def _interrupted() -> int:
    with contextlib.suppress(OSError):
        if sys.stderr.isatty():
            print(file=sys.stderr)  # noqa: T201 - off the line of a question
        what = WRITTEN if ENDING.written else "没有办完的事没有写入"
        print(f"zizhao: 已中断，{what}", file=sys.stderr)  # noqa: T201
    return ExitCode.INTERRUPTED


if __name__ == "__main__":
    main()
