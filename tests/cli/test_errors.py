"""Every named error, provoked in a subprocess: its exit code, and its message to the letter."""

from __future__ import annotations

import pkgutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import zizhao_cli
from tests.cli.error_cases import ADD, CASES, stage
from tests.cli.error_scenes import SCENES, set_up
from tests.cli.golden import compare_section, masked, sections
from tests.cli.import_cases import IMPORTS
from tests.cli.ledgers import environment, once
from tests.cli.test_import_errors import BATCHES
from zizhao_cli.errors import ZizhaoError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.cli.ledgers import Morning
    from tests.conftest import Run

GOLDEN = "errors.txt"
FULL = Path("/dev/full")
BASES = {"UsageProblem", "Refused", "LedgerUnusable", "ColumnsRefused", "EvidenceRefused"}
"""Classes that only others are built on, or that only hold others."""
WITH_A_CASE = CASES.keys() | SCENES.keys() | IMPORTS.keys() | BATCHES
ELSEWHERE = {
    **dict.fromkeys(
        (
            *("DistrictOfOtherRevision", "UnknownTown", "OnlyOfLedgers", "OnlyOfDistricts"),
            *("NoTowns", "VerifiedElsewhere"),
        ),
        "tests/district/test_reading_program.py",
    ),
    "RecordedThenInterrupted": "test_exit_codes.py",
    "RecordDiffers": "tests/intake/test_own_lists.py",
    "NameOfRetired": "tests/intake/test_import_units.py",
    "OneAtATime": "test_several_numbers.py",
    "RecordedSince": "test_db_restore.py",
    **dict.fromkeys(
        ("UnknownLayout", "LayoutOfAnotherForm", "NotALayoutName", "LayoutExists", "NotReadable"),
        "test_layouts.py",
    ),
    "FileIsThere": "test_template.py",
    **dict.fromkeys(("BadPhase", "PhaseTwice"), "test_campaigns.py"),
    "CodeTaken": "test_persons.py",
    **dict.fromkeys(("NoSuchForm", "NotToBeSet", "OutOfBounds"), "test_forms.py"),
    **dict.fromkeys(
        ("NotAFilledForm", "SubmittedBefore", "SentBeforeItsDay"),
        "test_submissions.py",
    ),
    **dict.fromkeys(
        ("AnsweredElsewhere", "KeptFileGone", "FirstPaperStands", "TellsWhoTold"), "test_notices.py"
    ),
    **dict.fromkeys(
        ("UnknownReport", "NotThisReport", "ReportTakenBack", "NoFollowupYet", "NothingToReport"),
        "test_accident_papers.py",
    ),
    "NotSentYet": "test_tip_sheet.py",
    **dict.fromkeys(
        (
            *(
                "AddressRefused",
                "PasswordInAddress",
                "AddressUnreadable",
                "Unverified",
                "NoAddress",
            ),
            *(
                "DistrictUnusable",
                "NoDistrict",
                "OtherServer",
                "NotATown",
                "NoSuchRole",
                "TownTaken",
            ),
            "SlashInName",
        ),
        "tests/district/test_address.py",
    ),
    **dict.fromkeys(
        (
            *("DamagedForPush", "AnotherTown", "OfAnotherTown", "LedgerBehind", "HistoryParted"),
            *("TownUnknown", "NothingAfter", "BadIdentity"),
        ),
        "tests/district/test_refused.py",
    ),
    **dict.fromkeys(
        (
            *(
                "EntriesMissing",
                "WhichTown",
                "NotAParcel",
                "ReceiptUnlike",
                "NotAReceipt",
                "NoDriver",
            ),
            *("EvidenceNotSent", "OneWay", "EntryBroken", "NoSuchRefusal", "PlaceTaken"),
            *("ReceiptKnown", "ReceiptsRewritten"),
        ),
        "tests/district/test_push.py",
    ),
    **dict.fromkeys(
        ("ConnectionLost", "DistrictBusy", "NewerThanDistrict", "Unreachable"),
        "tests/district/test_faults.py",
    ),
    **dict.fromkeys(
        (
            *(
                "CannotOpen",
                "WrongPassphrase",
                "PassphraseTooShort",
                "NoKey",
                "ToldInClear",
                "KeyBesideLedger",
                "KeyThere",
            ),
            *("SecondKey", "NumberInReason", "NothingToRenew", "OnlyFromStdin", "NotAsSealed"),
            *(
                "WouldLeak",
                "CopyWithoutSealed",
                "CodeNotSaid",
                "CodeWrong",
                "PassphraseDiffers",
                "NothingSealed",
                "PartGone",
                "PartChanged",
                "SealedTooLong",
            ),
        ),
        "test_sealed.py",
    ),
    "NotOneParty": "test_violation.py",
    "PartyWithoutName": "test_violation.py",
    "NoSuchRecord": "test_violation.py",
    **dict.fromkeys(("NotAnAmount", "NotACount"), "test_enforcement.py"),
    **dict.fromkeys(
        ("NotPutRight", "NothingToAddUp", "NoRecheck", "PowerOfAnotherType"), "test_enforcement.py"
    ),
    "PowerInUse": "test_powers.py",
    "MoreThanThereAre": "test_enterprise.py",
    **dict.fromkeys(
        ("BadMoment", "MomentWithoutTime", "MomentWithoutMinute", "NoSuchTime", "FutureMoment"),
        "tests/domain/test_moments.py",
    ),
    **dict.fromkeys(
        (
            "MomentsBackwards",
            "HappenedOnAnotherDay",
            "MomentStands",
            "NothingFollowedUp",
            "GradeNotByTable",
            "NeverReported",
            "OwnInquiryRaised",
            "NotOfAnAccident",
            "StillUnknown",
            "UnitApproves",
            "ListedByTheTown",
            "NotThatDay",
        ),
        "test_accident.py",
    ),
    "RemovedBySomeDay": "test_project.py",
    "AnsweredBefore": "test_transfers.py",
    **dict.fromkeys(
        ("DoneOnThatDay", "DoneAlready", "DoneOutsideItsDays", "EndsBeforeItBegins"),
        "test_duties.py",
    ),
    "FrequencyUnclear": "test_duties.py",
    **dict.fromkeys(("PowerDoesNotCover", "PowersAlike"), "test_powers.py"),
    **dict.fromkeys(
        (
            "HazardNotNamed",
            "ListedOtherwise",
            "OutOfOffice",
            "RestedOn",
            "NothingSupervised",
            "AskedBeforeListed",
            "DueAfterPassing",
            "ListedBefore",
            "AskedTooLate",
            "NarrowedOtherwise",
            "DueTooEarly",
        ),
        "test_supervision.py",
    ),
    **dict.fromkeys(
        (
            "NobodyNamed",
            "PostMissing",
            "TalkerMissing",
            "LayerMissing",
            "LayerOfNoPursuit",
            "NothingAnsweredFor",
            "MeasureStays",
        ),
        "test_action.py",
    ),
    **dict.fromkeys(
        (
            "NobodyAccused",
            "GoesToCounty",
            "AccusedHandles",
            "HandlerOfTheAccused",
            "KeptInTown",
            "ExtendedBefore",
            "TermGoneBy",
            "ExtendedTooLong",
            "NoticeUnclear",
            "NothingToReward",
            "RewardedBefore",
            "ReceiverUnknown",
            "ReceiverStays",
            "ReceiverOfPaidStays",
            "AboutOnRoll",
            "PaidBefore",
            "RewardBasisMissing",
            "NoLocalReward",
            "RewardOutOfBounds",
            "NotRewarded",
            "NotReplied",
            "RewardUnclear",
            "MatterRewarded",
            "NotTheFirst",
            "SameAsItself",
            "MatterStays",
            "PaidMatterStays",
        ),
        "test_tip.py",
    ),
    **dict.fromkeys(("StandsApart", "NumberInClear"), "test_tip_apart.py"),
    "AnothersNight": "tests/nightly/test_night.py",
    "FormAltered": "test_form_workbook.py",
    "NotForTerminals": "test_official_ledger.py",
    "PaperNotForTerminals": "test_brief.py",
    **dict.fromkeys(
        (
            "TemplateIsThere",
            "NotAWordFile",
            "TemplateBroken",
            "UnknownTemplateFields",
            "FullWidthTags",
        ),
        "test_paper_templates.py",
    ),
    **dict.fromkeys(
        ("CellTooLong", "TooManyRows", "PastFourGigabytes"), "tests/render/test_workbook.py"
    ),
    "NotOfSuchUnits": "test_enterprise.py",
    **dict.fromkeys(
        (
            *("NotALine", "NotAtomic", "BadLine", "LineReadsStdin", "LinesNotReadable"),
            *("AnotherLedger", "TransactionLost", "EvidenceInPart", "NoFileYet"),
        ),
        "test_batch_run.py",
    ),
    "AnswerNotShown": "test_batch_run_ended.py",
    "NotGroupedBy": "test_dispatched.py",
    "Declined": "test_shown_before.py",
    "ChangedSinceShown": "test_shown_before.py",
    **dict.fromkeys(
        ("NothingBinds", "NoSuchKey", "WalkGoesOnElsewhere", "WalkUnreadable"), "test_walk.py"
    ),
    "PlanNoLongerFits": "test_voided_and_replaced.py",
    "LedgerMoved": "tests/soak/test_faults_moved.py",
    "NotToBeOverwritten": "test_output_target.py",
    "SomebodyElsesFile": "test_output_target.py",
    "WouldOverwriteItsSource": "test_output_target.py",
    "EncodingNotSaid": "tests/intake/test_as_shown.py",
    "NotAsShown": "tests/intake/test_as_shown.py",
    "DamagedForReport": "test_report_verify.py",
    "HistoryParts": "test_db_restore.py",
    "LedgerUnderTwoNames": "test_open_to_others.py",
    "OpenDocumentMisread": "tests/intake/test_misread_ods.py",
    "PortNotOurs": "tests/board/test_server.py",
    "MemoryShort": "tests/intake/test_memory.py",
    **dict.fromkeys(
        ("GroupsOpenToOthers", "BrokenGroups", "GroupExists", "TooManyLines"),
        "tests/groups/test_kept.py",
    ),
    "NotSent": "tests/groups/test_robots.py",
    "SenderNotInstalled": "tests/groups/test_apprise.py",
    "NightlyAtWork": "tests/nightly/test_together.py",
    "ClockBehindTonight": "tests/nightly/test_night.py",
    **dict.fromkeys(("NoTimer", "TimerNotOurs"), "tests/nightly/test_timer.py"),
}
"""Where the others are provoked."""
AFTER_ALL = {"RecordedButNotShown"}
"""What is told of a record that is in the ledger already."""


def error_classes(base: type[ZizhaoError] = ZizhaoError) -> Iterator[str]:
    """Yield the name of every class under `base`, once all modules of the program are imported."""
    for module in pkgutil.walk_packages(zizhao_cli.__path__, "zizhao_cli."):
        import_module(module.name)
    for found in base.__subclasses__():
        yield found.__name__
        yield from error_classes(found)


def without_a_case(classes: set[str]) -> set[str]:
    """Return those of `classes` that nothing here provokes."""
    return classes - BASES - WITH_A_CASE - AFTER_ALL - ELSEWHERE.keys()


def test_every_error_has_a_case_and_every_case_an_error() -> None:
    classes = set(error_classes())
    assert without_a_case(classes) == set()
    assert (WITH_A_CASE | AFTER_ALL) - classes == set()
    assert sections(GOLDEN).keys() == CASES.keys() | SCENES.keys() | AFTER_ALL


def test_the_guard_notices_an_error_without_a_case() -> None:
    assert without_a_case({"BlankText", "Refused", "AddedYesterday"}) == {"AddedYesterday"}


@pytest.fixture(scope="module")
def staged(morning: Morning, tmp_path_factory: pytest.TempPathFactory) -> Morning:
    """A ledger on which every one of CASES is refused."""
    return once(tmp_path_factory, "staged", stage, morning)


def witnessed(zizhao: Morning, folder: Path, *args: str, **env: str) -> tuple[Run, str]:
    """Run the program, and return with it the name of the last error class that it built."""
    notes = folder / "witness.txt"
    run = zizhao(*args, env={"ZIZHAO_TEST_WITNESS": str(notes), **env})
    return run, notes.read_text(encoding="utf-8").splitlines()[-1] if notes.exists() else ""


def told(run: Run, name: str, **paths: Path) -> None:
    """Assert that `run` ended as the golden file says of the error `name`."""
    assert run.out == ""
    lines = run.err.splitlines()
    assert lines[0].startswith("zizhao: 错误: ")
    assert len(lines) <= 2
    assert "Traceback" not in run.err
    compare_section(GOLDEN, name, f"exit {run.code}\n{masked(run.err, **paths)}")


@pytest.mark.parametrize("name", CASES)
def test_refused_with_its_message_and_nothing_written(
    name: str, staged: Morning, tmp_path: Path
) -> None:
    before = staged.db.read_bytes()
    run, built = witnessed(staged, tmp_path, *CASES[name])
    assert built == name
    told(run, name, ledger=staged.db)
    assert staged.db.read_bytes() == before


@pytest.mark.parametrize("name", SCENES)
def test_unusable_with_its_message_and_left_untouched(
    name: str, staged: Morning, tmp_path: Path
) -> None:
    with set_up(name, staged.db, tmp_path) as scene:
        before = scene.db.read_bytes() if scene.db.exists() else None
        run, built = witnessed(type(staged)(scene.db), tmp_path, *scene.args, **scene.env)
        after = scene.db.read_bytes() if scene.db.exists() else None
    assert built == name
    told(run, name, ledger=scene.db, folder=scene.folder)
    assert after == before


@pytest.mark.skipif(not FULL.exists(), reason="needs /dev/full")
def test_recorded_but_not_shown_names_the_record(staged: Morning, tmp_path: Path) -> None:
    zizhao = staged.copy(tmp_path)
    with FULL.open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "zizhao_cli", *ADD],
            env=environment(zizhao),
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    message = f"exit {done.returncode}\n{done.stderr.decode()}"
    compare_section(GOLDEN, "RecordedButNotShown", message)
    assert zizhao("hazard", "show", "YH-2022-0009").code == 0
