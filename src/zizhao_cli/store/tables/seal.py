"""The tables of what is sealed: keys, which part of which record is sealed to which, and the sealed parts themselves.

Digests go over `seal_key` and `seal`, which has the hash of each part; the parts lie in `sealed` outside of them, so that a copy without
them still verifies, and one that was sealed again may go.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field, SQLModel

from zizhao_cli.store.tables.declared import entry

_HEX = "length({0}) = 64 AND {0} NOT GLOB '*[^0-9a-f]*'"


class SealKey(SQLModel, table=True):
    """A key that was taken into use: what seals to it, and who keeps the half that opens."""

    __tablename__ = "seal_key"
    seq: int = Field(sa_column=entry(primary_key=True))
    position: int = Field(primary_key=True)
    recipient: str
    custodian: str


class Seal(SQLModel, table=True):
    """What is sealed of a record: the hash of its part and to which key, that of the part it `replaces`, and the slow hash of a code word."""

    __table_args__ = (
        Index("ix_seal_of", "kind_of_record", "record_id"),
        Index("ix_seal_sha256", "sha256"),
        Index("ix_seal_replaces", "replaces"),
        CheckConstraint(f"sha256 IS NULL OR {_HEX.format('sha256')}", name="ck_seal_sha256"),
        CheckConstraint("(sha256 IS NULL) = (recipient IS NULL)", name="ck_seal_recipient"),
        CheckConstraint("replaces IS NULL OR sha256 IS NOT NULL", name="ck_seal_replaces"),
    )
    seq: int = Field(sa_column=entry(primary_key=True))
    position: int = Field(primary_key=True)
    kind_of_record: str
    record_id: int
    recipient: str | None = None
    sha256: str | None = None
    replaces: str | None = None
    code: str | None = None


class Sealed(SQLModel, table=True):
    """A sealed part under its hash."""

    __table_args__ = (CheckConstraint(_HEX.format("sha256"), name="ck_sealed_sha256"),)
    sha256: str = Field(primary_key=True)
    content: bytes


class Withheld(SQLModel, table=True):
    """One row, with the time, where this is a copy that was made without the sealed parts."""

    at: str = Field(primary_key=True)
