"""zizhao power."""

from zizhao_cli.cli.declared import noun_of
from zizhao_cli.domain.kinds.power import POWER

app = noun_of(POWER)
