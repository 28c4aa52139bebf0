"""
Make a case from two commits of a repository: `make eval-case REPO=path BASE=rev HEAD=rev CASE=path/to/the-case`.

The diff is extracted and redacted by the pipeline's own program. What the rules found is proposed as facts: a person
deletes what does not matter, adds what the rules do not see, and puts the terms into words that any good review uses.
"""

import argparse
import json
import os
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from evals.case import Kind
from evals.case_files import CaseError
from evals.changes import extracted
from lambdas.shared.domain.assessment import Assessment, assess
from lambdas.shared.domain.change import BaselineReason
from lambdas.shared.domain.facts import Fact

_MOST = 12
_NUMBERS = re.compile(r"\b\d[\d.,]*\b")


def main(given: Mapping[str, str] = os.environ) -> int:
    wanted = {name: given.get(name, "") for name in ("REPO", "BASE", "CASE")}
    missing = [name for name, value in wanted.items() if not value]
    if missing:
        sys.stderr.write(
            f"{' and '.join(missing)} must be given: REPO=path BASE=rev [HEAD=rev] CASE=path/to/the-case\n"
        )
        return 2
    folder = Path(wanted["CASE"])
    try:
        _write(folder, Path(wanted["REPO"]), wanted["BASE"], given.get("HEAD") or "HEAD")
    except CaseError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    print(f"{folder}/case.toml is a draft: go through its facts, then run make evals CASES={folder}")
    return 0


def _write(folder: Path, repository: Path, base: str, head: str) -> None:
    if (folder / "case.toml").exists():
        raise CaseError(f"{folder}/case.toml exists; name another folder, or remove it.")
    captured, diff = extracted(repository, base, head)
    if not captured.change.files:
        raise CaseError(f"Nothing differs between {base} and {head}.")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "change.diff").write_text(diff, encoding="utf-8")
    draft = "\n".join(_draft(assess(captured, diff)))
    (folder / "case.toml").write_text(f"{draft}\n", encoding="utf-8")


def _draft(assessment: Assessment) -> Iterator[str]:
    change, facts = assessment.change, sorted(assessment.facts, key=lambda one: -(one.level.rank if one.level else -1))
    is_rollback = change.baseline_reason is BaselineReason.ROLLBACK
    yield 'about = "What is interesting about this change, in one sentence."'
    yield f'kind = "{Kind.ROLLBACK if is_rollback else Kind.APPLICATION}"  # {", ".join(Kind)}'
    yield f"language = {_quoted(change.files[0].path.rpartition('.')[2])}"
    yield f'least_risk = "{assessment.risk.floor}"'
    if is_rollback:
        yield 'baseline = "rollback"'
    for fact in facts[:_MOST]:
        yield from _required(fact)
    yield from ("", "# [[must_not_say]]", '# what = "An invention to look out for"', '# pattern = "…"')
    for commit in (change.lost_commits if is_rollback else change.commits)[:_MOST]:
        yield from ("", "[[commits]]", f"subject = {_quoted(commit.subject)}", f"author = {_quoted(commit.author)}")


def _required(fact: Fact) -> Iterator[str]:
    yield from ("", "[[must_say]]", f"what = {_quoted(fact.text)}", f"path = {_quoted(fact.path)}")
    if fact.line is not None:
        yield f"lines = [{fact.line}, {fact.line}]"
    terms = [re.escape(one) for one in (fact.subject, fact.after) if one] or _NUMBERS.findall(fact.text)
    yield f"terms = [{', '.join(map(_quoted, terms or [fact.rule.replace('-', '|')]))}]"


def _quoted(text: str) -> str:
    """A basic string of TOML: JSON writes the same escapes."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


if __name__ == "__main__":
    argparse.ArgumentParser(
        prog="python -m evals.new_case", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    ).parse_args()
    sys.exit(main())
