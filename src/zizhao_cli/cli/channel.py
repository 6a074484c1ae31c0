"""zizhao channel."""

from zizhao_cli.cli.declared import noun_of
from zizhao_cli.domain.kinds.channel import CHANNEL

app = noun_of(CHANNEL)
