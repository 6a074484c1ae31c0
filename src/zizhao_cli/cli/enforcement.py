"""zizhao enforcement."""

from zizhao_cli.cli.declared import noun_of
from zizhao_cli.domain.kinds.enforcement import ENFORCEMENT

app = noun_of(ENFORCEMENT)
