"""zizhao tip."""

from zizhao_cli.cli.declared import noun_of
from zizhao_cli.cli.sealed import by_code
from zizhao_cli.domain.kinds.tip import TIP

app = noun_of(TIP, asks={"pay": by_code(TIP)})
