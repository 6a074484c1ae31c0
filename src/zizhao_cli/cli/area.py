"""zizhao area."""

from zizhao_cli.cli.declared import noun_of
from zizhao_cli.domain.kinds.area import AREA

app = noun_of(AREA)
