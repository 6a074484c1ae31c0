"""zizhao enterprise."""

from zizhao_cli.cli.declared import noun_of
from zizhao_cli.domain.kinds.enterprise import ENTERPRISE

app = noun_of(ENTERPRISE)
