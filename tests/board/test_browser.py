"""The pages in Chromium: every link leads on, nothing is refused, nothing runs."""

from __future__ import annotations

import re
from html import unescape
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from tests.viewers import Opened, needs_chromium
from zizhao_cli.board.server import HEADERS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.board.served import Served


@needs_chromium
def test_a_browser_walks_through_it_without_complaint(board: Served, tmp_path: Path) -> None:
    ways, seen = [board.address], []
    wanted = [
        "overdue",
        "coverage",
        "trend",
        "unit?code=GXC",
        "hazard?no=YH-2022-0001",
        "hazard?no=YH-2022-0007",
    ]
    while ways:
        here = ways.pop()
        opened = Opened(here, tmp_path)
        seen.append(here)
        assert opened.said == [], here
        assert "<title>owned" not in opened.dom
        leads = [unescape(lead) for lead in re.findall('href="([^"]*)"', opened.dom)]
        # What is wanted is reached by what somebody can click on.
        for lead in [lead for lead in wanted if lead in leads]:
            wanted.remove(lead)
            ways.append(urljoin(here, lead))
    assert wanted == []
    assert len(seen) == 7  # fmt: skip


class _Altered(BaseHTTPRequestHandler):
    """A page with what somebody would slip in, under the headers of the board."""

    def do_GET(self) -> None:
        """Answer."""
        self.send_response(200)
        for name, value in HEADERS:
            self.send_header(name, value)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(
            b"<title>whole</title><script>document.title='owned'</script><img src='http://127.0.0.1:1/x'>"
        )

    def log_message(self, *said: object) -> None:
        """Say nothing."""


@needs_chromium
def test_what_is_slipped_in_does_not_run_and_is_complained_of(tmp_path: Path) -> None:
    """So the silence above says something."""
    with HTTPServer(("127.0.0.1", 0), _Altered) as altered:
        Thread(target=altered.serve_forever, daemon=True).start()
        opened = Opened(f"http://127.0.0.1:{altered.server_address[1]}/", tmp_path)
        altered.shutdown()
    assert "<title>whole" in opened.dom
    assert "Content Security Policy" in "".join(opened.said)
