"""`executions.csv`: a line an execution, for a spreadsheet."""

import csv
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from lambdas.shared.brief.hostile_text import visible
from ops.dossier import Dossier
from ops.export.about import About

_OF_THE_RECORD = (
    "pipeline_name",
    "region",
    "account_id",
    "build_number",
    "created_at",
    "status",
    "commit_id",
    "base_commit_id",
    "risk_level",
    "risk_floor",
    "headline",
    "model_id",
    "reviewed_at",
    "review_digest",
    "diff_sha256",
    "report_sha256",
    "decision",
    "decided_by",
    "decided_at",
    "comment",
    "ended_at",
    "outcome_summary",
    "deployed_at",
    "deployed_commit_id",
    "rolled_back_at",
    "trail_length",
    "trail_hash",
)
_COLUMNS = ("execution_id", *_OF_THE_RECORD, "approvals", "is_sound", "problems")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


@contextmanager
def csv_file(path: Path, _about: About) -> Iterator[Callable[[Dossier], None]]:
    """With a byte order mark: Excel takes the file for something else than UTF-8 without one."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_COLUMNS)
        yield lambda dossier: writer.writerow(map(harmless, _cells(dossier)))


def harmless(value: object) -> str:
    """
    A cell that no spreadsheet computes: an apostrophe before what would begin a formula.

    https://owasp.org/www-community/attacks/CSV_Injection
    """
    text = "" if value is None else str(value)
    return ("'" if text.lstrip(" ").startswith(_FORMULA) else "") + visible(text, keep="\n")


def _cells(dossier: Dossier) -> Iterator[object]:
    yield dossier.record.execution_id
    yield from (dossier.main.get(name) for name in _OF_THE_RECORD)
    yield len(dossier.approvals)
    yield "yes" if dossier.verdict.is_sound else "no"
    yield " ".join(dossier.verdict.problems)
