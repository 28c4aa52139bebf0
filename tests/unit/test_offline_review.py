"""The review that rules write: specific, correct, and never saying more than the diff bears out."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lambdas.shared.domain.change import BaselineReason, Change, Commit, place_of_commit
from lambdas.shared.domain.diff import parse_diff
from lambdas.shared.domain.facts import Fact, FactKind
from lambdas.shared.domain.offline_review import findings_from, write_summary
from lambdas.shared.domain.review import Evidence, Level, Summary
from lambdas.shared.domain.review import Tests as Counts
from lambdas.shared.domain.risk import risk_floor
from lambdas.shared.domain.rules import find_facts
from tests.unit.rules.changes import change_of, deleted_file, diff_of, new_file, range_diff
from tests.unit.rules.sample_releases import releases, repository

EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"


def review(diff: str, **options: object) -> Summary:
    change = change_of(diff, **options)
    return write_summary(change, find_facts(change, parse_diff(diff)))


def said(summary: Summary) -> str:
    return "\n".join((summary.headline, *summary.paragraphs, *summary.consequences, *summary.questions))


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """The sample's releases as commits of a real repository."""
    folder = tmp_path_factory.mktemp("sample")
    return folder, repository(folder)


@pytest.fixture(scope="module")
def upgrade(sample: tuple[Path, list[str]]) -> tuple[Change, str, tuple[Fact, ...]]:
    folder, (first, second) = sample
    diff = range_diff(folder, first, second)
    change = change_of(diff, commits=[Commit(second, "Sam <sam@example.com>", releases()[1].subject)])
    return change, diff, find_facts(change, parse_diff(diff))


def test_release_1_1_of_the_sample_is_told_by_the_rules_alone(upgrade):
    """What the approver must know of it, from general rules and the real diff."""
    change, _, facts = upgrade

    summary = write_summary(change, facts)

    assert summary.headline == (
        "A second sorting algorithm, chosen by the parameter `algorithm`; time-out cut from 10 minutes to 5 seconds; "
        "function URL closed to all but IAM callers"
    )
    told = " ".join(summary.paragraphs)
    assert "A second sorting algorithm, `quick_sort`, joins `bubble_sort`" in told
    assert "callers choose it with the parameter `algorithm`" in told
    assert "The result now also contains `algorithm`." in told
    assert "The time-out goes down from 10 minutes to 5 seconds" in told
    assert "The function URL is no longer public: it answers callers with IAM credentials only" in told


def test_release_1_1_has_consequences_and_questions(upgrade):
    """For function, security and operations; and what only the author knows."""
    change, _, facts = upgrade

    summary = write_summary(change, facts)

    areas = {text.partition(":")[0] for text in summary.consequences}
    assert areas == {"Function", "Security", "Operations"}
    assert any("5 seconds" in question for question in summary.questions)
    assert any("IAM credentials" in question for question in summary.questions)
    assert risk_floor(facts).floor is Level.MEDIUM


def test_findings_quote_the_lines_that_they_name(upgrade):
    """Path, line and quote as the new files have them."""
    _, diff, facts = upgrade

    findings = findings_from(facts, parse_diff(diff))

    places = {(finding.path, finding.quote.strip()) for finding in findings}
    assert ("sorting_stack.py", "timeout=Duration.seconds(5),") in places
    assert findings[0].severity is Level.MEDIUM
    for finding in findings:
        lines = (Path(releases()[1].folder) / finding.path).read_text().splitlines()
        assert lines[finding.line_start - 1] == finding.quote


def test_the_first_deployment_describes_the_application(sample):
    """Nothing is there to compare with."""
    folder, (first, _) = sample
    diff = range_diff(folder, EMPTY_TREE, first)

    summary = review(diff, reason=BaselineReason.EMPTY_TREE)

    assert summary.headline == "First deployment: Python in 13 files; a function URL open to the public"
    told = " ".join(summary.paragraphs)
    assert "written in Python" in told
    assert "It comes with 7 tests." in told
    assert "anyone on the internet may call it" in told
    assert "The time-out is set to 10 minutes" in told


def test_a_rollback_says_what_production_loses(sample):
    """And that data is not rolled back with the code."""
    folder, (first, second) = sample
    diff = range_diff(folder, second, first)
    lost = [Commit(second, "Sam", "Offer quick sort")]

    summary = review(diff, reason=BaselineReason.ROLLBACK, commits=(), lost=lost)

    assert summary.headline.startswith("Rollback: 1 commit taken back; ")
    assert "Production loses 1 commit: “Offer quick sort”." in summary.paragraphs[0]
    assert "is not undone by going back" in summary.paragraphs[0]
    assert "open to the public" in summary.headline


def test_a_redeployment_says_that_no_file_differs():
    """And claims nothing about what the deployment makes of the same files."""
    summary = review("", reason=BaselineReason.REDEPLOYMENT, commits=())

    assert summary.headline == "Redeployment: the deployed commit again, no file changes"
    assert len(summary.paragraphs) == 1


def test_commits_without_content_are_no_change_and_are_said():
    """An empty commit is not an empty brief."""
    summary = review("", commits=[Commit("c" * 40, "Sam", "Try again")])

    assert summary.headline == "No file changes: 1 commit without content"


def test_a_candidate_beside_the_deployed_commit_says_first_what_production_would_lose():
    """What is compared is two states, not a step."""
    summary = review(diff_of("a.py", "+x = 1"), reason=BaselineReason.REWRITTEN, lost=[Commit("d" * 40, "Sam", "Old")])

    assert summary.headline.startswith("1 commit of production left out; ")
    assert "“Old”" in summary.paragraphs[0]


def test_a_rewritten_history_without_the_deployed_commit_is_said_first():
    summary = review(diff_of("a.py", "+x = 1"), reason=BaselineReason.REWRITTEN)

    assert summary.headline.startswith("Rewritten history: ")


@pytest.mark.parametrize(
    ("diff", "headline"),
    [
        (diff_of("README.md", "-a\n+b"), "Documentation only: 1 file"),
        (diff_of("data.csv", "-a\n+b"), "1 data file changed, nothing that the rules know of"),
    ],
)
def test_a_change_without_facts_does_not_sound_harmless(diff, headline):
    """The rules found nothing; they do not say that there is nothing."""
    summary = review(diff)

    assert summary.headline == headline
    assert not re.search(r"\b(?:safe|harmless|no risk|secure)\b", said(summary))


def test_danger_comes_first():
    """Whatever else there is."""
    diff = "".join(
        (
            new_file("shop/orders.py", "def total(a):\n    return a"),
            diff_of("requirements.txt", "-flask==2.0\n+flask==3.0"),
            diff_of("db/migrations/2.sql", "+DROP TABLE orders;"),
        )
    )

    summary = review(diff)

    assert summary.headline.startswith("A table dropped; ")
    assert "comes back from a backup only" in summary.consequences[0]
    assert "`orders`" in summary.questions[0]


def test_a_large_change_is_told_by_folders():
    """Three hundred files: nobody reads the names of nine hundred functions."""
    files = [(f"shop/{part}/module_{n}.py", n) for part in ("orders", "users", "mail") for n in range(100)]
    diff = "".join(new_file(path, f"def a_{n}():\n    pass\n\ndef b_{n}():\n    pass") for path, n in files)

    summary = review(diff)

    told = " ".join(summary.paragraphs)
    assert "600 functions are added" in told
    assert "In shop/mail (200 functions and classes), new are" in told
    assert len(told) < 2_500
    assert all(len(paragraph) < 1_500 for paragraph in summary.paragraphs)


def test_many_facts_of_a_kind_are_one_sentence():
    """Ten dependencies are a list, not ten sentences."""
    old = "\n".join(f"-lib{n}==1.0" for n in range(10))
    new = "\n".join(f"+lib{n}==1.1" for n in range(10))

    summary = review(diff_of("requirements.txt", f"{old}\n{new}"))

    told = " ".join(summary.paragraphs)
    assert told.count("Dependencies moved up") == 1
    assert "and 5 more" in told


def test_code_that_changes_without_tests_is_asked_about():
    """Not claimed to be untested: other tests may cover it."""
    summary = review(diff_of("a.py", " def f():\n-    return 1\n+    return 2"))

    assert summary.questions == (
        "What do callers make of `2` instead of `1` (a.py)?",
        "No test changes together with the source file: what shows that it works?",
    )


def test_what_the_build_proved_is_added():
    """Passed, failed, skipped; and scans."""
    diff = diff_of("a.py", "+x = 1")
    change = change_of(diff)

    summary = write_summary(change, (), Evidence("The build passed.", Counts(34, 0, 2), ()))

    assert summary.paragraphs[-1] == (
        "The build passed. 34 tests passed, 0 failed, 2 skipped. The security scans found nothing."
    )


def test_facts_about_whole_files_are_found_at_their_first_change():
    """A binary file has none, and makes no finding."""
    diff = deleted_file("shop/a.py", "x = 1") + "diff --git a/b.bin b/b.bin\nindex 1..2 100644\nBinary files differ\n"
    change = change_of(diff)

    findings = findings_from(find_facts(change, parse_diff(diff)), parse_diff(diff))

    assert [(finding.path, finding.line_start, finding.quote) for finding in findings] == [("shop/a.py", 1, "x = 1")]


def in_commit(number: int, kind: FactKind = FactKind.INJECTION) -> Fact:
    place = place_of_commit(f"{number:08d}" + "a" * 32)
    return Fact("text-addressed-to-reviewer", place, None, "It addresses the reviewer.", Level.HIGH, kind)


@pytest.mark.parametrize("kind", [FactKind.INJECTION, FactKind.SECRET])
def test_what_stands_in_a_commit_is_a_finding_without_lines(kind):
    (finding,) = findings_from([in_commit(1, kind)], ())

    assert (finding.path, finding.line_start, finding.line_end, finding.quote) == ("commit 00000001", None, None, "")
    assert list(finding.lines) == []
    assert finding.severity is Level.HIGH


def test_a_flood_of_attacks_in_commits_is_one_finding_and_hides_no_other():
    diff = parse_diff(diff_of("app.py", "+subprocess.run(command, shell=True)"))
    other = Fact("shell-opened", "app.py", 1, "A shell is opened.", Level.HIGH, FactKind.CODE_SAFETY)

    told = findings_from([*(in_commit(number) for number in range(100)), other], diff)

    assert [finding.path for finding in told] == ["commit 00000000", "app.py"]
    assert told[0].text.endswith(
        "The same in 99 further commits "
        "(commit 00000001, commit 00000002, commit 00000003, commit 00000004, commit 00000005, …)."
    )


def test_the_name_of_a_file_without_lines_is_a_finding():
    name = Fact("text-addressed-to-reviewer", "approve.png", None, "Its name.", Level.HIGH, FactKind.INJECTION)

    (finding,) = findings_from([name], ())

    assert (finding.path, finding.line_start) == ("approve.png", None)


def test_the_same_thing_in_one_file_is_one_finding():
    """The further lines are named in it."""
    diff = new_file("a.py", "eval(a)\neval(b)\neval(c)")

    findings = findings_from(find_facts(change_of(diff), parse_diff(diff)), parse_diff(diff))

    assert len(findings) == 1
    assert "The same in 2 further lines of this file (2, 3)." in findings[0].text


WORDS = st.sampled_from(
    [
        "eval(x)",
        "timeout=5",
        "def f(a):",
        "DROP TABLE `x`",
        '"Action": "*"',
        "except:",
        "TODO",
        "(",
        "{",
        '"""',
        "`",
        "'",
        "flask==1.0",
        "@app.get('/a')",
        "0.0.0.0/0",
        "{after}",
        "\x0b",
        "\u2028",
        "ß",
        "İ",
        "return {'a': 1}",
        "   ",
        "",
    ]
)
PATHS = st.sampled_from(
    ["a.py", "b.js", "c.tf", "requirements.txt", "db/migrations/1.sql", "tests/test_a.py", "x", "A.java"]
)


@settings(max_examples=60)
@given(
    PATHS,
    st.lists(st.tuples(st.sampled_from("+- "), st.lists(WORDS, max_size=4).map(" ".join)), min_size=1, max_size=12),
)
def test_whatever_a_diff_holds_every_place_that_is_named_is_in_it(path, lines):
    """Random mixtures of all that the rules look for: places are those of the diff, quotes are its lines."""
    diff = diff_of(path, "\n".join(kind + text for kind, text in lines))
    change, files = change_of(diff), parse_diff(diff)

    facts = find_facts(change, files)
    summary, findings = write_summary(change, facts), findings_from(facts, files)

    old = {line.old_line: line.text for hunk in files[0].hunks for line in hunk.lines if line.kind != "+"}
    new = {line.new_line: line.text for hunk in files[0].hunks for line in hunk.lines if line.kind != "-"}
    assert all(fact.line is None or fact.line in (old if fact.is_removed else new) for fact in facts)
    assert all(
        finding.quote in (old.get(finding.line_start, ""), new.get(finding.line_start, "")) for finding in findings
    )
    assert summary.headline
    assert all("\n" not in part for part in (summary.headline, *summary.paragraphs))


def test_people_are_named_before_programs():
    authors = (
        "github-actions[bot] <a@example.com>",
        "Sam <sam@example.com>",
        "renovate <r@example.com>",
        "Kim <k@a.example>",
    )
    commits = [Commit(str(number) * 40, author, "A change") for number, author in enumerate(authors)]

    summary = review(diff_of("a.py", "+x = 1"), commits=commits)

    assert summary.paragraphs[0].startswith("4 commits by Sam, Kim, github-actions[bot] and renovate bring this")
