"""Evidence: the pictures and papers that show what was found and what was done about it."""

from __future__ import annotations

from zizhao_cli.domain.errors import Refused
from zizhao_cli.errors import bounded, visible

_BEGINNINGS = {
    "jpg": b"\xff\xd8\xff",
    "png": b"\x89PNG\r\n\x1a\n",
    "pdf": b"%PDF-",
}
_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
KINDS = (*_BEGINNINGS, "webp", "heic", "mp4")
"""What a file can be told to be by its content; a policy allows some of them."""
BEGINNING = 16
"""How many bytes `kind_of` looks at."""
MEGABYTE = 1 << 20


def kind_of(beginning: bytes) -> str | None:
    """Return which of KINDS a file is, given its first 16 bytes, or None. Its name is not asked."""
    for kind, mark in _BEGINNINGS.items():
        if beginning.startswith(mark):
            return kind
    if beginning[:4] == b"RIFF" and beginning[8:12] == b"WEBP":
        return "webp"
    if beginning[4:8] == b"ftyp":
        return "heic" if beginning[8:12] in _HEIC_BRANDS else "mp4"
    return None


class EvidenceRefused(Refused):
    """A file that cannot be taken as evidence; `why` says what is wrong with it."""

    def __init__(self, file: str, why: str, way_out: str) -> None:
        super().__init__(f"佐证 {bounded(file)} {why}", way_out)


class EvidenceNotReadable(EvidenceRefused):
    def __init__(self, file: str, reason: str) -> None:
        super().__init__(file, f"读不了：{reason}", "请核对文件名和权限；什么也没有写入")


class EvidenceOfUnknownKind(EvidenceRefused):
    def __init__(self, file: str, kind: str | None, allowed: tuple[str, ...]) -> None:
        is_now = f"是 {kind}，不在约定的种类之内" if kind else "按内容认不出是照片或文件"
        super().__init__(
            file,
            is_now,
            f"可收：{'、'.join(allowed)}（policy.yaml 的 evidence_kinds）；请另存为其中一种",
        )


class EvidenceCutShort(EvidenceRefused):
    def __init__(self, file: str, kind: str) -> None:
        super().__init__(
            file,
            f"没有传完：这个 {kind} 缺后半截",
            "请从手机或原处重传一次；看得到全图的，用看图软件另存一份再附",
        )


class EvidenceTooLarge(EvidenceRefused):
    def __init__(self, file: str, megabytes: int) -> None:
        super().__init__(
            file,
            f"超过 {megabytes} 兆字节",
            "请压缩后再附；上限在 policy.yaml 的 evidence_max_megabytes",
        )


class EvidenceGivenTwice(EvidenceRefused):
    def __init__(self, file: str, same_as: str) -> None:
        super().__init__(file, f"与 {visible(same_as)} 内容相同", "同一张照片只附一次")


class TooMuchEvidence(Refused):
    def __init__(self, given: int, limit: int) -> None:
        super().__init__(
            f"佐证有 {given} 份，最多 {limit} 份",
            "分几步附，或改 policy.yaml 的 evidence_max_files",
        )
