"""How many credentials redaction misses, and how often it cries wolf: `python -m bench.redaction`."""

import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from bench.help import only_help
from lambdas.shared.domain.redaction import redact_diff
from tests.unit.corpus.secrets import Sample, negatives, positives


def main() -> None:
    """Recall, precision and speed, with every miss and every false alarm by name."""
    secrets, innocent = list(positives()), list(negatives())
    missed = [sample for sample in secrets if sample.secret in redacted(sample)]
    alarms = [sample for sample in innocent if redacted(sample) != as_diff(sample)]
    found = len(secrets) - len(missed)
    print(f"credentials     {len(secrets)} of {len({s.kind for s in secrets})} kinds, {len(innocent)} other lines")
    print(f"recall          {found / len(secrets):.2%}  missed: {_kinds(missed)}")
    print(f"precision       {found / (found + len(alarms)):.2%}  false alarms: {_kinds(alarms)}")
    diff = _standard_library()
    seconds = _seconds(diff)
    print(
        f"speed           {len(diff) / 1e6 / seconds:.0f} MB/s on {len(diff) / 1e6:.0f} MB of Python's standard library"
    )


def as_diff(sample: Sample) -> str:
    """A diff that adds this line."""
    return (
        f"diff --git a/{sample.path} b/{sample.path}\n--- a/{sample.path}\n+++ b/{sample.path}\n"
        f"@@ -1,1 +1,2 @@\n first\n+{sample.line}\n"
    )


def redacted(sample: Sample) -> str:
    return redact_diff(as_diff(sample))[0]


def _kinds(samples: Sequence[Sample]) -> str:
    return ", ".join(sorted({f"{sample.kind} ({sample.path})" for sample in samples})) or "none"


def _standard_library() -> str:
    """The library of this Python, as files that a change adds."""
    library = Path(sys.modules["os"].__file__ or "").parent
    return "".join(_added(path) for path in sorted(library.glob("*.py")) + sorted(library.glob("*/*.py")))


def _added(path: Path) -> str:
    lines: Iterable[str] = path.read_text("utf-8", "replace").split("\n")
    body = "".join(f"+{line}\n" for line in lines)
    name = f"lib/{path.parent.name}/{path.name}"
    return f"diff --git a/{name} b/{name}\n--- /dev/null\n+++ b/{name}\n@@ -0,0 +1,{body.count(chr(10))} @@\n{body}"


def _seconds(diff: str) -> float:
    redact_diff(as_diff(next(positives())))  # detect-secrets is imported once
    start = time.perf_counter()
    redact_diff(diff)
    return time.perf_counter() - start


if __name__ == "__main__":
    only_help("bench.redaction", __doc__)
    main()
