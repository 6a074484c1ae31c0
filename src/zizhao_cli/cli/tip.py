"""zizhao tip."""

from zizhao_cli.cli.declared import noun_of
from zizhao_cli.domain.kinds.tip import TIP

app = noun_of(TIP)
