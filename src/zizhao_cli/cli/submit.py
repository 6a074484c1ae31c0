"""zizhao submit."""

from zizhao_cli.cli import submissions
from zizhao_cli.cli.nouns import noun

app = noun("submit")
submissions.attach(app)
