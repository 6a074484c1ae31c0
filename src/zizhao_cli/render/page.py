"""What every page brings along: its style for screens, phones and paper, and the script that sorts its tables."""

from __future__ import annotations

_COLOURS = ("#2f5597", "#c55a11", "#548235", "#7f6000", "#7030a0")
_PATTERNS = ("M0 0", "M0 6L6 0", "M0 3H6", "M3 0V6", "M0 0L6 6M0 6L6 0")
BARS = len(_COLOURS)
"""How many kinds of bars can be told apart, by ink and by pattern."""
INKS = (
    "<defs>"
    + "".join(
        f'<pattern id="p{place}" width="6" height="6" patternUnits="userSpaceOnUse">'
        f'<rect width="6" height="6" fill="{"#fff" if place else colour}"/>'
        f'<path d="{path}" stroke="{colour}" stroke-width="2"/></pattern>'
        for place, (colour, path) in enumerate(zip(_COLOURS, _PATTERNS, strict=True))
    )
    + "</defs>\n"
)
_BARS = "".join(
    f".f{place}{{fill:url(#p{place});stroke:{colour}}}\n" for place, colour in enumerate(_COLOURS)
)
STYLE = f"""
body{{font:16px/1.5 "Noto Sans CJK SC","Source Han Sans SC","Microsoft YaHei","PingFang SC",sans-serif;margin:1em;color:#222;background:#fff}}
h1{{font-size:1.3em}}
.wide{{overflow-x:auto}}
table{{border-collapse:collapse;width:100%}}
th,td{{border:1px solid #a6a6a6;padding:.3em .5em;text-align:left;vertical-align:top;overflow-wrap:anywhere}}
thead th{{background:#ddebf7;white-space:nowrap;position:sticky;top:0}}
th button{{all:unset;cursor:pointer}}
th button:focus-visible{{outline:2px solid #2f5597}}
th[aria-sort=ascending] button::after{{content:" ▲"}}
th[aria-sort=descending] button::after{{content:" ▼"}}
.n{{text-align:right;white-space:nowrap}}
.heat{{width:auto}}
.heat td{{text-align:center;white-space:nowrap}}
.heat tbody th{{position:sticky;left:0;background:#fff;white-space:nowrap}}
.legend span{{display:inline-block;padding:0 .5em;margin:0 .3em .3em 0}}
svg{{width:100%;max-width:55em;font-size:12px}}
svg .before{{text-anchor:end}}
{_BARS}@media screen and (max-width:40em){{
.list thead{{display:none}}
.list,.list tbody,.list tr,.list td{{display:block}}
.list tr{{border:1px solid #a6a6a6;margin:0 0 .8em;padding:.3em .5em}}
.list td{{border:0;padding:.1em 0;text-align:left;white-space:normal}}
.list td::before{{color:#666}}
.list td:empty{{display:none}}
}}
@media print{{
@page{{size:A4 landscape;margin:12mm;@bottom-center{{content:"第 " counter(page) " 页，共 " counter(pages) " 页"}}}}
p{{margin:.3em 0}}
th,td{{padding:.15em .4em}}
body{{font-size:9pt;line-height:1.3;margin:0;print-color-adjust:exact;-webkit-print-color-adjust:exact}}
.wide{{overflow:visible}}
thead{{display:table-header-group}}
thead th,.heat tbody th{{position:static}}
tr,svg{{break-inside:avoid}}
}}
"""
SCRIPT = """
"use strict";
const words = new Intl.Collator("zh", {numeric: true});
for (const button of document.querySelectorAll(".list th button")) {
  button.addEventListener("click", () => {
    const th = button.parentNode, place = th.cellIndex, body = th.closest("table").tBodies[0];
    const down = th.getAttribute("aria-sort") === "ascending", number = th.classList.contains("n");
    const said = row => row.cells[place].dataset.by ?? row.cells[place].textContent;
    const value = text => parseFloat(text);
    const lacks = text => text === "" || (number && Number.isNaN(value(text)));
    const rows = Array.from(body.rows, row => [said(row), row]);
    rows.sort(([one], [other]) => {
      if (lacks(one) || lacks(other)) return lacks(one) - lacks(other);
      const order = number ? value(one) - value(other) : words.compare(one, other);
      return down ? -order : order;
    });
    for (const other of th.parentNode.cells) other.removeAttribute("aria-sort");
    th.setAttribute("aria-sort", down ? "descending" : "ascending");
    body.append(...rows.map(([, row]) => row));
  });
}
"""
