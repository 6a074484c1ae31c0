"""Files that are called workbooks and are something else, and workbooks called another kind of workbook."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from tests.intake.books import ods, table, xls, xlsx
from tests.intake.office import GOOD, HEAD

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.intake.office import Office

BOOKS: dict[str, Callable[[Any], bytes]] = {"xlsx": xlsx, "ods": ods, "xls": xls}
PAGE = "<html><body><table><tr><td>单位</td></tr></table></body></html>"


@pytest.mark.parametrize("ending", BOOKS)
@pytest.mark.parametrize("content", BOOKS)
def test_a_workbook_under_the_name_of_another(office: Office, content: str, ending: str) -> None:
    book = BOOKS[content](table(HEAD + GOOD))
    if content == ending:
        office.takes(book, f"a.{ending}")
    else:
        said = office.refuses(book, f"a.{ending}").messages
        assert said == [
            f"内容是 .{content}，文件名却是 .{ending}；把文件名的结尾（和 --type）改成 .{content} 再导入"
        ]


@pytest.mark.parametrize("ending", ["xlsx", "xls"])
@pytest.mark.parametrize("before", ["", "\ufeff", " \r\n"])
def test_a_page_that_is_called_a_workbook(office: Office, ending: str, before: str) -> None:
    """As web systems give them out, and Excel opens them."""
    said = office.refuses(before + PAGE, f"a.{ending}").messages[0]
    assert "内容是网页" in said
    assert "另存为 .xlsx" in said


@pytest.mark.parametrize("content", [HEAD + GOOD, "", "PK"])
def test_a_text_that_is_called_a_workbook(office: Office, content: str) -> None:
    said = office.refuses(content, "a.xls").messages[0]
    assert "不是工作簿" in said
    assert "网页" not in said


def test_a_package_of_which_only_the_beginning_arrived(office: Office) -> None:
    book = xlsx(table(HEAD + GOOD))
    assert "不完整" in office.refuses(book[: len(book) // 2], "a.xlsx").messages[0]


def test_a_type_that_is_not_what_the_file_is(office: Office) -> None:
    book = xlsx(table(HEAD + GOOD))
    assert office.takes(book, "a.dat", type="xlsx").counts == (1, 1, 0, 0)
    assert "文件名却是 .xls" in office.refuses(book, "b.dat", type="xls").messages[0]


@pytest.mark.parametrize("content", BOOKS)
@pytest.mark.parametrize("ending", ["csv", "tsv", "jsonl"])
def test_a_workbook_that_is_called_a_text(office: Office, content: str, ending: str) -> None:
    said = office.refuses(BOOKS[content](table(HEAD + GOOD)), f"a.{ending}").messages[0]
    assert said.startswith(f"内容是工作簿，却当作 .{ending} 来读")


def test_a_package_of_something_else(office: Office) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        package.writestr("照片.jpg", b"x")
    assert "不是工作簿" in office.refuses(packed.getvalue(), "a.xlsx").messages[0]
