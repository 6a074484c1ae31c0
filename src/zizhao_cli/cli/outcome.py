"""What becomes of a call: the one place where an error becomes a sentence on stderr and an exit code."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from typing import TYPE_CHECKING

import typer

from zizhao_cli.cli.help import usage_problem
from zizhao_cli.discretion import DISCRETION, silent
from zizhao_cli.errors import ExitCode, MachineFault, ZizhaoError, system_reason, visible

if TYPE_CHECKING:
    from collections.abc import Callable


class ProgramFault(ZizhaoError):
    code = ExitCode.FAULT

    def __init__(self, problem: Exception) -> None:
        said = "" if DISCRETION.asked else f": {visible(str(problem))[:200]}"
        super().__init__(
            f"程序出错：{type(problem).__name__}{said}",
            "用 journal list 看最后一条，是否已记入；设 ZIZHAO_DEBUG=1 可看到详情，请报告给维护者",
        )


def outcome(call: Callable[[], int], where: str = "") -> int:
    """Make a call and return its exit code; of an error tell what was wrong, `where` before it.

    Raises KeyboardInterrupt where the call was interrupted, which whoever asked tells.
    """
    completing = "_ZIZHAO_COMPLETE" in os.environ
    try:
        code = call()
    except SystemExit as ended:
        # Typer ends so after a completion, and where the reader of its help has gone.
        return int(ended.code or 0) if completing else ExitCode.DONE
    except ZizhaoError as error:
        return _tell(error, where)
    except typer.Abort:
        raise KeyboardInterrupt from None
    except typer.TyperException as problem:
        if type(problem).__name__ == "NoArgsIsHelpError":
            typer.echo(problem.message, err=True)
            return ExitCode.USAGE
        return _tell(usage_problem(problem), where)
    except OSError as problem:
        doing = f"使用 {problem.filename} " if problem.filename else "运行"
        return _tell(MachineFault(doing, system_reason(problem)), where)
    except MemoryError:
        return _tell(MachineFault("运行", OSError(errno.ENOMEM, "")), where)
    except Exception as problem:  # noqa: BLE001 - nobody is shown a traceback unasked
        return _tell(ProgramFault(problem), where)
    if code == ExitCode.INTERRUPTED:
        raise KeyboardInterrupt
    return code


def _tell(error: ZizhaoError, where: str) -> int:
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
        print(f"zizhao: 错误: {where}{visible(sentence)}", file=sys.stderr)  # noqa: T201 - stderr is where errors go
        if way_out:
            print(f"  {visible(way_out)}", file=sys.stderr)  # noqa: T201
    return error.code
