"""Golden files: exact bytes, written anew only where ZIZHAO_WRITE_GOLDEN=1 says so (and then without -n)."""

from __future__ import annotations

import os
import re
from pathlib import Path

GOLDEN = Path(__file__).parents[1] / "golden"
WRITING = os.environ.get("ZIZHAO_WRITE_GOLDEN") == "1"
_ANCHOR = re.compile(rb"(\b\d+:)[0-9a-f]{64}\b")
_SIZE = re.compile(r"(应有|只有|原来的) \d+ (字节|倍)")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d\+08:00)?")


def masked(text: str, **paths: Path) -> str:
    """Return `text` with each of `paths` as its name in angle brackets, and clock times and sizes masked."""
    for name, path in sorted(paths.items(), key=lambda item: -len(str(item[1]))):
        text = text.replace(str(path), f"<{name}>")
    return _SIZE.sub(r"\1 <n> \2", _MOMENT.sub("<time>", text))


def compare(name: str, content: bytes) -> None:
    """Assert that `content` is the golden file `name`, byte for byte but for the hash of an anchor."""
    file = GOLDEN / name
    content = _ANCHOR.sub(rb"\1<hash>", content)
    if WRITING:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    assert content.decode() == file.read_bytes().decode()
    assert content == file.read_bytes()


def sections(name: str) -> dict[str, str]:
    """Return the sections of a golden file that holds several, each below a line `## title`."""
    file = GOLDEN / name
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    parts = re.split(r"^## (.+)\n", text, flags=re.MULTILINE)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


def compare_section(name: str, title: str, content: str) -> None:
    """Assert that `content` is the section `title` of the golden file `name`."""
    if WRITING:
        written = {**sections(name), title: content}
        text = "".join(f"## {heading}\n{body}" for heading, body in sorted(written.items()))
        (GOLDEN / name).write_text(text, encoding="utf-8")
    assert sections(name).get(title) == content
