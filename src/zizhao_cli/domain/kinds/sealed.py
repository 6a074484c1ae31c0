"""What records of kinds with a sealed part say in the clear of it, and the fields that are sealed."""

from __future__ import annotations

from zizhao_cli.domain.kinds.field import Field, Reads

NAMED = Field("named", "实名", flag=True, described="密封的一份里有姓名的，是实名")
"""Whether somebody's name is sealed; nobody types it."""
CODED = Field("coded", "凭口令领取", flag=True)
"""Whether who came for a reward said the code word that was given for the record."""
INFORMANT = Field("informant", "举报人", Reads.PERSON, headings=("举报人", "举报人姓名", "姓名"))
PHONE = Field(
    "phone", "举报人电话", Reads.SHORT, headings=("举报人电话", "举报人联系方式", "联系方式")
)
ADDRESS = Field("address", "举报人住址或单位", Reads.SHORT, headings=("举报人住址", "举报人单位"))
ACCOUNT = Field(
    "account", "举报原文", Reads.LONG, headings=("举报原文", "原文", "举报内容", "反映内容")
)
WHO = (INFORMANT, PHONE, ADDRESS)
"""What tells who it was, which stands in no clear text."""
SEALED = (*WHO, ACCOUNT)
"""What is sealed of a record: who told, and the account as it was given, for accounts tell who gave them (安监总局 2013 年保护举报人的意见, 4, 5)."""
