"""zizhao duty."""

from zizhao_cli.cli.bundle import bundled
from zizhao_cli.cli.declared import add_of, noun_of
from zizhao_cli.cli.help import ChineseCommand
from zizhao_cli.domain.kinds.duty import DUTY
from zizhao_cli.domain.kinds.settlement import SETTLEMENT

app = noun_of(DUTY)
app.command("settle", cls=ChineseCommand)(bundled(add_of(SETTLEMENT)))
