"""zizhao staffing."""

from zizhao_cli.cli.declared import noun_of
from zizhao_cli.domain.kinds.staffing import STAFFING

app = noun_of(STAFFING)
