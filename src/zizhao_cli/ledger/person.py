"""What a person is held to beside the rules: days in office that do not run backwards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zizhao_cli.domain.kinds.person import SINCE, UNTIL
from zizhao_cli.ledger.declared import refuse_backwards

if TYPE_CHECKING:
    from zizhao_cli.domain.rules.life import Step
    from zizhao_cli.ledger.session import LedgerSession
    from zizhao_cli.store.journal.changeset import ChangeSet


def weigh(_: LedgerSession, __: ChangeSet, ___: Any, after: Any, ____: Step | None) -> None:  # noqa: ANN401 - records of people, or none
    """Refuse a post that ends before it begins. Raises EndsBeforeItBegins."""
    refuse_backwards(after, SINCE, UNTIL)
