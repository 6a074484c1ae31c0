"""How each named error is provoked: the arguments of one call on the ledger that `stage` prepares."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.cli.ledgers import Morning

CLOSED, PLANNED, REVIEWABLE, RUNNING, UNPLANNED, PROVISIONAL = (
    f"YH-2022-{serial:04d}" for serial in (2, 3, 5, 6, 7, 8)
)

HAZARD = ("hazard", "add", "--unit", "GXC", "--measure", "6")
ADD = (*HAZARD, "--title", "灭火器过期")
FOUND = (*ADD, "--found", "2022-06-20")
CHECK = ("check", "add", "--unit", "GXC", "--measure", "6", "--on", "2022-05-01")
PASSED = (*CHECK, "--result", "pass")
REVIEW = ("hazard", "review", REVIEWABLE, "--on", "2022-07-12")
EXTEND = ("hazard", "extend", RUNNING, "--reason", "等料", "--safeguards", "围挡")
EXTENDED = (*EXTEND, "--on", "2022-07-01", "--due", "2022-08-01", "--approved-by", "甲")
LIST = ("hazard", "list")

CASES: dict[str, tuple[str, ...]] = {
    "MissingOption": ("hazard", "add"),
    "OnlyOnTerminal": ("walk", "--unit", "GXC"),
    "BackupMissing": ("db", "restore", "没有这份.db"),
    "BadAnchor": ("db", "verify", "--anchor", "128:9a7522d6"),
    "TooMuchEvidence": (*PASSED, *("--evidence", "照片.jpg") * 21),
    "EvidenceNotReadable": (*PASSED, "--evidence", "没有这张.jpg"),
    "UnknownForm": ("schema", "batch"),
    "NotAWorkbookName": ("check", "template", "list.csv", "--unit", "GXC"),
    "UnknownPaper": ("template", "fields", "notice"),
    "WhichPaper": ("template", "check", "改过的.docx"),
    "TemplateUnreadable": ("template", "check", "没有这份.docx", "--for", "rectify"),
    "UnknownSetting": ("config", "get", "printer"),
    "BadSetting": ("config", "set", "pager", "no"),
    "NotSet": ("config", "get", "year"),
    "UnknownShell": ("completion", "nosuch"),
    "UnknownCommand": ("help", "nosuch"),
    "NoteLacks": ("hazard", "note", "3"),
    "SerialOfWhichKind": ("journal", "list", "--subject", "5"),
    "YesAndNo": (*LIST, "--overdue", "--not-overdue"),
    "NothingToOpen": ("open", RUNNING),
    "PassAndFail": (*REVIEW, "--reviewer", "甲", "--pass", "--fail"),
    "DueWithPass": (*REVIEW, "--reviewer", "甲", "--pass", "--due", "2022-08-01"),
    "UnknownGroup": ("report", "open", "--group-by", "village"),
    "UnknownFigure": ("report", "summary", "--list", "weight"),
    "NotOfUnits": ("report", "coverage", "--level", "major", "--text", "通道"),
    "NotOfOneUnit": ("report", "unit", "GXC", "--level", "major", "--inside", "桂香村"),
    "NoDayInCommon": ("report", "summary", "--phase", "2", "--period", "2022-05"),
    "TotalIsAnother": (
        "submit",
        "make",
        "town",
        "--period",
        "2022-06",
        "--set",
        "records@桂香村=4",
        "--set",
        "records=9",
    ),
    "NotBegun": ("report", "phase", "--phase", "2", "--as-of", "2022-06-01"),
    "NotOfTrend": ("report", "trend", "--state", "closed", "--overdue"),
    "TooManyStretches": (
        "report",
        "trend",
        "--by",
        "day",
        "--from",
        "2020-01-01",
        "--as-of",
        "2022-07-15",
    ),
    "NoStatusOfReporters": ("report", "coverage", "--missing", "--status", "open"),
    "DayNotRead": ("report", "compare", "2022-05-01", "五月"),
    "DaysRunBackwards": ("report", "compare", "2022-06-01", "2022-05-01"),
    "WholeOnly": ("report", "calendar", "--output", "日历.ics", "--columns", "date,title"),
    "OnlyInWorkbook": ("report", "ledger", "--pictures"),
    "UnknownFormat": (*LIST, "--format", "xml"),
    "OnlyOfCsv": (*LIST, "--format", "json", "--bom"),
    "BelongsBeforeTheCommand": (*LIST, "--db", "x"),
    "GivenTwice": (*ADD, "--title", "后门上锁"),
    "UnknownColumn": (*LIST, "--columns", "no,weight"),
    "UnknownHeadings": (*LIST, "--format", "csv", "--headings", "cn"),
    "UnknownSortKey": (*LIST, "--sort", "weight"),
    "RangeRunsBackwards": (*LIST, "--from", "2022-06-01", "--to", "2022-05-01"),
    "BlankText": (*HAZARD, "--title", " \u3000 "),
    "ControlCharacter": (*HAZARD, "--title", "灭火器\x1b[31m过期"),
    "TextTooLong": (*HAZARD, "--title", "长" * 4001),
    "UnknownWord": (*ADD, "--level", "特大"),
    "BadAmount": ("hazard", "plan", RUNNING, "--funds=-100"),
    "BadDate": (*ADD, "--found", "上周五"),
    "NoSuchDay": (*ADD, "--found", "2022-02-30"),
    "MonthWithoutDay": (*ADD, "--found", "2022年4月"),
    "YearOutOfRange": (*ADD, "--found", "1912-01-01"),
    "FutureDay": (*ADD, "--found", "2022-07-16"),
    "BadDeadline": (*ADD, "--due", "+15x"),
    "DueBeforeFound": (*FOUND, "--due", "2022-06-19"),
    "MajorNeedsDue": (*FOUND, "--level", "重大"),
    "ImmediateIsDueAtOnce": (*FOUND, "--handling", "立即整改", "--due", "+1d"),
    "NewDueNotLater": (
        *EXTEND,
        *("--on", "2022-07-01", "--due", "2022-07-05", "--approved-by", "甲"),
    ),
    "ExtensionAskedLate": (
        *EXTEND,
        *("--on", "2022-07-10", "--due", "2022-08-01", "--approved-by", "甲"),
    ),
    "AskedAfterApproval": (*EXTENDED, "--asked-on", "2022-07-02"),
    "AskedBeforeFound": (*EXTENDED, "--asked-on", "2022-06-19"),
    "PlanDueTooLate": ("hazard", "plan", RUNNING, "--due", "2022-07-06"),
    "PlanPartEmpty": ("hazard", "plan", RUNNING, "--measures", "/"),
    "DueBeforeStep": (*REVIEW, "--reviewer", "甲", "--fail", "--due", "2022-07-11"),
    "NotProvisional": ("hazard", "recount", RUNNING),
    "StillProvisional": ("hazard", "recount", PROVISIONAL),
    "StepNotAllowed": ("hazard", "rectify", CLOSED),
    "BackwardsInTime": ("hazard", "rectify", PLANNED, "--on", "2022-06-20"),
    "SamePerson": (*REVIEW, "--reviewer", "吴 世明", "--pass"),
    "PlanIncomplete": ("hazard", "rectify", UNPLANNED, "--rectified-by", "甲"),
    "NothingToChange": ("hazard", "edit", RUNNING),
    "UnknownUnit": (*LIST, "--unit", "桂花村"),
    "AmbiguousUnit": (*LIST, "--unit", "小卖部"),
    "UnitRetired": ("check", "add", "--unit", "旧厂", "--measure", "6", "--result", "pass"),
    "UnitTaken": ("unit", "add", "gxc", "别村", "--kind", "village"),
    "NoUnitNamed": ("unit", "add", "X9", "合计", "--kind", "village"),
    "BadUnitCode": ("unit", "add", "桂香", "别村", "--kind", "village"),
    "UnitInItself": ("unit", "edit", "GXC", "--parent", "XMB1"),
    "UnitHasOpenHazards": ("unit", "retire", "GXC", "--reason", "撤并"),
    "BadMeasure": ("measure", "show", "16"),
    "UnknownRecord": ("hazard", "show", "YH-2022-9999"),
    "PhaseUnknown": (*LIST, "--phase", "3"),
    "PeriodUnknown": (*LIST, "--period", "2022-13"),
    "FailWithoutHazard": (*CHECK, "--result", "fail"),
    "DetailsWithoutHazard": (*CHECK, "--result", "fail", "--due", "+15d"),
    "HazardUnclear": (*HAZARD, "--title", "未发现重大隐患"),
    "NoHazardToRegister": (*HAZARD, "--title", "未发现隐患"),
    "NobodyNamed": (*REVIEW, "--reviewer", "/", "--pass"),
    "HazardWithoutFail": (*CHECK, "--result", "pass", "--hazard", "灭火器过期"),
    "SourceIdConflict": (*CHECK, "--result", "na", "--source-id", "自查-002"),
    "NotEdited": ("hazard", "edit", RUNNING, "--due", "2022-08-01"),
    "CorrectionBeforeFound": ("hazard", "edit", CLOSED, "--title", "改", "--from", "2022-04-01"),
    "NothingToRetract": ("hazard", "retract", PROVISIONAL, "--reason", "记错"),
    "NoSuchStep": ("hazard", "retract", REVIEWABLE, "--step", "9", "--reason", "记错"),
    "StepNoLongerFollows": ("hazard", "retract", CLOSED, "--step", "2", "--reason", "记错"),
    "ApprovalMissing": ("hazard", "void", UNPLANNED, "--reason", "重复"),
    "SeveralRefused": (
        "hazard",
        "rectify",
        "7",
        CLOSED,
        RUNNING,
        UNPLANNED,
        "--rectified-by",
        "甲",
    ),
    "UnitAndNumbers": ("notice", "rectify"),
    "NotAWordName": ("notice", "rectify", RUNNING, "--output", "改.pdf"),
    "ReportBeforeIssue": ("notice", "supervise", RUNNING, "--report-by", "2022-07-01"),
    "DraftNeedsFile": ("notice", "rectify", RUNNING, "--draft"),
    "RefusedAndReceived": ("notice", "deliver", "WS-2022-0001", "--refused", "--received-by", "甲"),
    "OfTwoUnits": ("notice", "supervise", RUNNING, PLANNED, "--report-by", "+10wd"),
    "IssuedBefore": ("notice", "rectify", RUNNING),
    "IssuedBeforeFound": ("notice", "rectify", UNPLANNED, "--on", "2022-05-01"),
    "NotInState": ("notice", "transfer", RUNNING),
    "NothingToRectify": ("notice", "rectify", "--unit", "先进村"),
    "NotAFirstPaper": ("notice", "review", "WS-2022-0002"),
    "NothingReviewed": ("notice", "review", "WS-2022-0001"),
    "NoNumbersOnStdin": ("hazard", "show", "-"),
    "ClosedStands": ("hazard", "void", CLOSED, "--reason", "重复"),
    "ClockNotBehind": ("db", "accept-clock", "--reason", "钟快了", "--approved-by", "石世文"),
    "UnknownGroupName": ("group", "test", "村委会"),
    "UnknownChannel": ("group", "add", "村委会", "--kind", "qq"),
    "NotAGroupName": ("group", "add", " ", "--kind", "wecom", "--address", "-"),
    "BadAddress": ("group", "add", "村委会", "--kind", "wecom", "--address", "-"),
    "AddressInArguments": ("group", "add", "村委会", "--kind", "wecom", "--address", "https://a"),
    "BadTime": ("nightly", "install", "--at", "半夜"),
    "NotInTimer": ("nightly", "install", "--into", "/报表\n每晚"),
    "CheckAlreadyVoided": ("check", "void", "JC-2022-00001", "--reason", "重复"),
    "CheckHasHazards": ("check", "void", "JC-2022-00003", "--reason", "重复"),
}


def stage(zizhao: Morning) -> None:
    """Bring the ledger of the examples to where every one of CASES is refused."""
    zizhao.ok("hazard", "rectify", REVIEWABLE, "--on", "2022-07-10")
    zizhao.ok(*ADD, "--level", "major", "--found", "2022-07-01", "--due", "+30d")
    zizhao.ok(*ADD, "--found", "2022-07-01", "--due", "+3000wd")
    zizhao.ok("unit", "add", "JC", "旧厂", "--kind", "enterprise")
    zizhao.ok("unit", "retire", "JC", "--reason", "关停")
    zizhao.ok("unit", "add", "XMB1", "小卖部", "--kind", "site", "--parent", "GXC")
    zizhao.ok("unit", "add", "XMB2", "小卖部", "--kind", "site", "--parent", "大丘村")
    zizhao.ok("check", "void", "JC-2022-00001", "--reason", "重复", "--on", "2022-07-12")
    report_by = ("--report-by", "2022-07-30", "--on", "2022-07-12")
    zizhao.ok("notice", "rectify", RUNNING, "--on", "2022-07-12")
    zizhao.ok("notice", "supervise", UNPLANNED, *report_by)
