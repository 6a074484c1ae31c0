"""zizhao supervision."""

from zizhao_cli.cli.declared import noun_of
from zizhao_cli.domain.kinds.supervision import SUPERVISION

app = noun_of(SUPERVISION)
