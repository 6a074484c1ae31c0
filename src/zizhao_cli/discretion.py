"""Whether what is being done is about sealed matters: then no error, and no trace of one, quotes what was typed or read."""

from __future__ import annotations

import re

NOT_TYPED = "密封的内容不写在命令行上，用 --confidential 逐项问，或 --sealed - 从标准输入读"


class Discretion:
    """Set for each call, before anything of its command is read."""

    def __init__(self) -> None:
        self.asked = False


DISCRETION = Discretion()


def silent(sentence: str, way_out: str | None) -> tuple[str, str]:
    """Return what is said of a wrong call: without what it quotes, and with how sealed matters are told."""
    said = re.sub("“.*”", "“…”", sentence, flags=re.DOTALL)
    return said, f"{way_out}；{NOT_TYPED}" if way_out else NOT_TYPED
