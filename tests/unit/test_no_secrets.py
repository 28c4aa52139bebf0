"""No credential is in the repository: what redaction would take out of a change, it finds nowhere in our own files."""

import subprocess
from pathlib import Path

from lambdas.shared.domain.redaction import redact_text

# Lines that look like a credential and are none, as they stand there.
INNOCENT = {
    "lambdas/shared/domain/redaction/assignments.py": ['# "auth": '],
    "tests/unit/corpus/secrets.py": ["db.internal:5432/shop", '+ "EXAMPLEKEY"', "AnnouncementsFFD7F852"],
    "tests/unit/test_outcomes.py": ['+ "Xq9vR4"'],
}
NAMES_OF_THE_CDK = "tests/infra/snapshots"  # logical ids end in a digest
ANSWERS_OF_A_MODEL = "tests/unit/corpus/opponent.json"  # of 135M parameters, which repeats what it was shown


def test_no_file_of_the_repository_holds_a_credential():
    found = [f"{path}: {shown}" for path in _texts() for shown in _redacted(path)]

    assert found == []


def _texts():
    tracked = subprocess.run(["git", "ls-files", "-z"], capture_output=True, text=True, check=True).stdout.split("\0")
    known = (NAMES_OF_THE_CDK, ANSWERS_OF_A_MODEL)
    return [Path(name) for name in tracked if name and not name.endswith(".png") and not name.startswith(known)]


def _redacted(path):
    """The lines of a file that redaction would change, but for the innocent ones."""
    text = path.read_text(encoding="utf-8", errors="replace")
    redacted, _ = redact_text(text)
    innocent = INNOCENT.get(path.as_posix(), [])
    lines = zip(text.split("\n"), redacted.split("\n"), strict=True)
    return [new.strip() for old, new in lines if old != new and not any(words in old for words in innocent)]
