"""zizhao lesson."""

from zizhao_cli.cli.declared import noun_of
from zizhao_cli.domain.kinds.lesson import LESSON

app = noun_of(LESSON)
