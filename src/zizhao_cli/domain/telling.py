"""Words in a text that may tell who somebody is: names, kinship, one's own self, posts that one person holds, numbers that reach a person."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from zizhao_cli.domain.private import holds_numbers
from zizhao_cli.errors import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田"
    "任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
_AFTER_OLD = "王李张刘陈杨赵黄周吴徐孙胡朱何郭罗梁宋郑谢韩唐冯董曹袁邓许彭吕苏卢蒋蔡魏薛"
"""Surnames that make no other word after 老 or 小."""
_PATTERNS = {
    "像指某个人": re.compile(
        rf"(?:欧阳|上官|司马|诸葛|[{_SURNAMES}])(?:某+|\w{{0,2}}(?:先生|女士|小姐|师傅|同志|老师|大爷|大妈|大哥|大姐|阿姨))"
        rf"|[老小][{_AFTER_OLD}](?!\w{{0,1}}[厂店路村镇组社])"
    ),
    "像说自己": re.compile(r"我(?![镇区国市县办])[们家厂的]?|本人|俺|咱们?|自家"),
    "像说亲属、熟人": re.compile(
        r"妻子|丈夫|老婆|老公|爱人|儿子|女儿|父亲|母亲|父母|爸爸|妈妈|哥哥|弟弟|姐姐|妹妹|兄弟|姐夫|妹夫|媳妇|女婿|岳父|岳母|"
        r"叔叔|舅舅|侄子|外甥|亲戚|亲属|家属|邻居|隔壁|工友|同事|老乡"
    ),
    "像只有一个人的岗位": re.compile(
        r"\w{0,4}(?:会计|出纳|门卫|保安|安全员|安全管理员|库管员?|仓管员?|保管员|电工|焊工|驾驶员|司机|值班员|班长|组长|车间主任|厂长|"
        r"经理|老板娘?|技术员|统计员|文员|厨师|保洁员?)"
    ),
    "像说他和单位的关系": re.compile(
        r"(?:被?辞退|被?开除|离职|退休|受伤|受了伤|讨薪|欠薪|前)的?\w{0,4}(?:员工|职工|工人|民工)|伤者"
    ),
}


def tells_of(texts: Iterable[str], names: Iterable[str]) -> Iterator[str]:
    """Yield for each kind of words that may tell of somebody which of them stand in `texts`, quoted; `names` are those of people who are known.

    A pattern is no proof either way: whoever signs reads the text.
    """
    whole = unicodedata.normalize("NFKC", "\n".join(texts))
    known = [name for name in sorted(names) if len(name) > 1 and name in whole]
    if known:
        yield f"名册上有这个人：{_quoted(known)}"
    for what, pattern in _PATTERNS.items():
        if found := [match[0] for match in pattern.finditer(whole)]:
            yield f"{what}：{_quoted(found)}"
    if holds_numbers(whole):
        yield "有像电话、证件的号码"


def _quoted(words: Iterable[str]) -> str:
    return "、".join(map(quoted, dict.fromkeys(words)))
