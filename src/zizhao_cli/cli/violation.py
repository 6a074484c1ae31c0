"""zizhao violation."""

from zizhao_cli.cli.declared import noun_of
from zizhao_cli.domain.kinds.violation import VIOLATION

app = noun_of(VIOLATION)
