"""The tables of lessons."""

from __future__ import annotations

from zizhao_cli.domain.kinds.lesson import LESSON
from zizhao_cli.domain.rules.lesson import RULES
from zizhao_cli.store.tables.declared import whole

Lesson, LessonVersion = whole(LESSON, RULES.record)
