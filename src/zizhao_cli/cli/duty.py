"""zizhao duty."""

from zizhao_cli.cli.bundle import bundled
from zizhao_cli.cli.declared import noun_of
from zizhao_cli.cli.declared_records import add_of
from zizhao_cli.cli.help import ChineseCommand
from zizhao_cli.domain.kinds.duty import DUTY
from zizhao_cli.domain.kinds.settlement import SETTLEMENT

app = noun_of(DUTY)
app.command("settle", cls=ChineseCommand)(bundled(add_of(SETTLEMENT)))
