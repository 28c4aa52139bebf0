"""Counts of a JUnit report. It comes out of the build of the code under review: it may be anything, and of any size."""

from dataclasses import dataclass, field
from xml.parsers import expat

from lambdas.shared.domain.review import Tests

_FAILURES = {"failure", "error"}
_VERDICTS = {*_FAILURES, "skipped"}


class UnreadableReportError(Exception):
    """The file is not what its name says, or takes more to read than a report should."""


def count_tests(report: bytes) -> Tests:
    """
    The test cases of a JUnit report. The counts in its head are not believed.

    No tree is built, and a document type, which is where entities would be declared, is refused.

    Raises:
        UnreadableReportError: no JUnit XML.
    """
    counts = _Counts()
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = counts.start
    parser.EndElementHandler = counts.end
    try:
        parser.Parse(report, True)  # noqa: FBT003 -- expat's own signature: this is all of the document
    except (expat.ExpatError, ValueError, LookupError) as error:  # the latter two: an encoding nobody knows
        raise UnreadableReportError from error
    if not counts.is_junit:
        raise UnreadableReportError
    return Tests(passed=counts.cases - counts.failed - counts.skipped, failed=counts.failed, skipped=counts.skipped)


def _refuse(*_declaration: object) -> None:
    raise UnreadableReportError


@dataclass(slots=True)
class _Counts:
    is_junit: bool = False
    cases: int = 0
    failed: int = 0
    skipped: int = 0
    _depth: int = 0
    _verdicts: set[str] | None = field(default=None)  # None: outside a test case

    def start(self, name: str, _attributes: object) -> None:
        if self._depth == 0:
            self.is_junit = name in {"testsuites", "testsuite"}
        self._depth += 1
        if name == "testcase":
            self._verdicts = set()
        elif self._verdicts is not None and name in _VERDICTS:
            self._verdicts.add(name)

    def end(self, name: str) -> None:
        self._depth -= 1
        if name != "testcase" or self._verdicts is None:
            return
        self.cases += 1
        if self._verdicts & _FAILURES:
            self.failed += 1
        elif self._verdicts:
            self.skipped += 1
        self._verdicts = None
