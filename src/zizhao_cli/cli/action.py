"""zizhao action."""

from zizhao_cli.cli.declared import noun_of
from zizhao_cli.domain.kinds.action import ACTION

app = noun_of(ACTION)
