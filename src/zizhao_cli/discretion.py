"""Whether what is being done is about sealed matters: then no error, and no trace of one, quotes what was typed or read."""

from __future__ import annotations

import re


class Discretion:
    """Set for each call, before anything of its command is read."""

    def __init__(self) -> None:
        self.asked = False

    def silent(self, sentence: str) -> str:
        """Return a sentence without what it quotes, where that is asked."""
        return re.sub("“.*”", "“…”", sentence, flags=re.DOTALL) if self.asked else sentence


DISCRETION = Discretion()
