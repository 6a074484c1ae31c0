"""Whether what is being done is about sealed matters: then no error, and no trace of one, quotes what was typed or read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from zizhao_cli.errors import ExitCode

if TYPE_CHECKING:
    from zizhao_cli.errors import ZizhaoError

NOT_TYPED = "密封的内容不写在命令行上，用 --confidential 逐项问，或 --sealed - 从标准输入读"


class Discretion:
    """Set for each call, before anything of its command is read."""

    def __init__(self) -> None:
        self.asked = False


DISCRETION = Discretion()


def silent(error: ZizhaoError) -> tuple[str, str | None]:
    """Return what is said of an error without what it quotes; of a wrong call also how sealed matters are told."""
    said, way_out = re.sub("“.*”", "“…”", error.sentence, flags=re.DOTALL), error.way_out
    if error.code is not ExitCode.USAGE:
        return said, way_out
    return said, f"{way_out}；{NOT_TYPED}" if way_out else NOT_TYPED
