"""zizhao project."""

from zizhao_cli.cli.declared import noun_of
from zizhao_cli.domain.kinds.project import PROJECT

app = noun_of(PROJECT)
