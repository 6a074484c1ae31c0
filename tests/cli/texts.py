"""Texts as people type or paste them, which must come back as they went in and break no table."""

from __future__ import annotations

NAUGHTY = {
    "closing markup": "见图[/x]",
    "markup": "[red]配电箱[/red] [bold] [link=file:///]",
    "emoji": "🔥灭火器👨‍👩‍👧缺 ❤️ :fire:",
    "outside the BMP": "𠮷野家后厨𠮷𠮷",
    "quotes": "“门”\"锁\"坏，'钥匙'丢；`a`, b\\n",
    "formula": "=1+1",
    "plus": "+8613800000000",
    "minus": "-1 层通道",
    "at": "@SUM(A1)",
    "right to left": "出口 مخرج יציאה 堵塞",
    "markdown": "a|b*c*_d_<script>alert(1)</script>#",
    "lines": "第一处\n第二处\t乙",
    "spaces": "  前后有空格  ",
    "percent": "%s {0} $HOME ~ !",
    "long": "长" * 3998 + "尾𠮷",
}
FORMULAS = ("=", "+", "-", "@")
REFUSED = {
    "spaces": "   ",
    "wide spaces": "\u3000\u00a0\u2003",
    "nothing": "",
    "zero-width": "\u200b\u200d",
    "escape": "红\x1b[31m字",
    "bell": "铃\x07",
    "delete": "删\x7f",
    "C1 control": "控\x9b31m",
    "override": "右\u202e左",
    "line separator": "行\u2028行",
    "byte order mark": "\ufeff隐患",
    "too long": "长" * 4001,
}
