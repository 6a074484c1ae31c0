"""zizhao settlement."""

from zizhao_cli.cli.declared import noun_of
from zizhao_cli.domain.kinds.settlement import SETTLEMENT

app = noun_of(SETTLEMENT)
