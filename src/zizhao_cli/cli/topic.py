"""zizhao topic."""

from zizhao_cli.cli.declared import noun_of
from zizhao_cli.domain.kinds.topic import TOPIC

app = noun_of(TOPIC)
