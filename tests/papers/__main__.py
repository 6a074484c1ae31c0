"""Write the templates of papers into data/papers: `python -m tests.papers [FOLDER]`."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.papers import accidents, forms, official, tips
from tests.papers.package import write
from tests.papers.styles import styles_of
from zizhao_cli.domain.paper_fields import PAPERS

MADE = {
    "rectify": forms.rectify,
    "review": forms.review,
    "supervise": official.supervise,
    "transfer": forms.transfer,
    "brief": official.brief,
    "flash": accidents.flash,
    "followup": accidents.followup,
    "tip": tips.sheet,
}


def build(folder: Path) -> None:
    """Write all templates into `folder`."""
    for name, paper in PAPERS.items():
        body = MADE[name]()
        write(folder / f"{name}.docx", paper.title, styles_of(body), body)


if __name__ == "__main__":
    build(Path(sys.argv[1] if sys.argv[1:] else "data/papers"))
