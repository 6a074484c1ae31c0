"""The tables of projects that need approval, and of what is to be removed."""

from __future__ import annotations

from zizhao_cli.domain.kinds.project import PROJECT
from zizhao_cli.domain.rules.project import RULES
from zizhao_cli.store.tables.declared import whole

Project, ProjectVersion = whole(PROJECT, RULES.record)
