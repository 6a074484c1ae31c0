"""zizhao person."""

from zizhao_cli.cli.declared import noun_of
from zizhao_cli.domain.kinds.person import PERSON

app = noun_of(PERSON)
