"""Cases of the evaluation: ours are sound, and a mistake in one's own is one sentence."""

import shutil
import subprocess
from dataclasses import replace

import pytest

from evals import new_case
from evals.case import Kind
from evals.case_files import OWN_CASES, CaseError, read_case, read_cases
from evals.changes import assessed
from evals.entries import read_entry
from lambdas.shared.domain.change import BaselineReason, FileKind
from lambdas.shared.domain.review import Level

EVERY_CASE = OWN_CASES.parent  # the held-out ones too, wherever there are some
GOOD = """
about = "A limit grows."
kind = "application"
language = "Python"
least_risk = "low"

[[must_say]]
what = "LIMIT goes from 3 to 7"
path = "app.py"
lines = [1, 1]
terms = ["LIMIT", "7"]
"""
DIFF = """\
diff --git a/app.py b/app.py
index 1111111..2222222 100644
--- a/app.py
+++ b/app.py
@@ -1,2 +1,2 @@
-LIMIT = 3
+LIMIT = 7
 NAME = "shop"
"""


@pytest.fixture
def case(tmp_path):
    def write(table=GOOD, diff=DIFF):
        folder = tmp_path / "a-limit-grows"
        folder.mkdir(exist_ok=True)
        (folder / "case.toml").write_text(table)
        if diff:
            (folder / "change.diff").write_text(diff)
        return folder

    return write


@pytest.fixture(scope="module")
def own_cases():
    return read_cases(OWN_CASES)


def test_the_starter_set_covers_what_it_promises(own_cases):
    assert len(own_cases) >= 40
    assert {found.case.kind for found in own_cases} == set(Kind)
    assert len({found.case.language for found in own_cases}) >= 8


def test_several_cases_are_plain_so_that_an_alarm_is_the_mistake(own_cases):
    plain = [found.name for found in own_cases if found.case.most_risk.rank <= Level.MEDIUM.rank]

    assert len(plain) >= 5


def test_each_required_fact_is_at_a_place_that_its_diff_shows():
    for found in read_cases(EVERY_CASE):
        small = replace(found, case=replace(found.case, generated_files=min(found.case.generated_files, 3)))

        assert assessed(small).change.files, found.name


def test_no_case_holds_what_a_scanner_would_take_for_a_credential():
    found = read_case(OWN_CASES / "credential-in-properties")

    assessment = assessed(found)

    assert "AKIA" not in found.diff_file.read_text()
    assert [one.line for one in assessment.captured.redactions] == [5, 6]


def test_a_huge_case_is_generated_and_the_same_each_time():
    found = read_case(OWN_CASES / "huge-tls-off")
    found = replace(found, case=replace(found.case, generated_files=30))

    first, second = assessed(found), assessed(found)

    assert len(first.change.files) == 31
    assert first.files == second.files
    assert found.diff_file.stat().st_size < 2_000


def test_a_rollback_takes_commits_back_and_a_renamed_file_is_a_renamed_file():
    rollback = assessed(read_case(OWN_CASES / "rollback-of-a-fix")).change
    renamed = assessed(read_case(OWN_CASES / "go-file-moved")).change.files[0]

    assert rollback.baseline_reason is BaselineReason.ROLLBACK
    assert [commit.subject for commit in rollback.lost_commits] == ["Vouchers: refuse expired ones", "New start page"]
    assert (renamed.kind, renamed.old_path) == (FileKind.RENAMED, "internal/shop/util.go")


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("language", "lnguage", "there is no key lnguage; did you mean language?"),
        ("terms", "term", "must_say 1: there is no key term; did you mean terms?"),
        ('"low"', '"tiny"', "Case.least_risk is none of low, medium, high, critical."),
        ("[1, 1]", "[1]", 'the lines of "LIMIT goes from 3 to 7" are [1]; write [first, last].'),
        ('"LIMIT", "7"', '"LIMIT("', "'LIMIT(' is no regular expression"),
        ('"LIMIT", "7"', "", '"LIMIT goes from 3 to 7" has no terms'),
        ('about = "A limit grows."', "", "Case.about is missing."),
        ('about = "A limit grows."', "about = ", "this is no valid TOML"),
        ('least_risk = "low"', 'least_risk = "high"\nmost_risk = "low"', "most_risk (low) is below least_risk (high)."),
        (GOOD[GOOD.index("[[must_say]]") :], "", "nothing is asked of the review"),
    ],
)
def test_a_mistake_is_one_sentence(case, old, new, complaint):
    folder = case(GOOD.replace(old, new))

    with pytest.raises(CaseError) as caught:
        read_case(folder)

    assert complaint in str(caught.value)
    assert "case.toml" in str(caught.value)


def test_a_fact_must_be_at_a_place_that_the_diff_shows(case):
    folder = case(GOOD.replace("[1, 1]", "[2, 2]"))

    with pytest.raises(CaseError, match=r"is at app.py, lines \[2, 2\], which the diff does not show"):
        assessed(read_case(folder))


def test_a_diff_that_is_none_is_told(case):
    with pytest.raises(CaseError, match=r"change\.diff: the hunk at line 1 has not the lines"):
        assessed(read_case(case(diff=DIFF.replace(' NAME = "shop"\n', ""))))


def test_a_folder_without_cases_is_told(tmp_path):
    with pytest.raises(CaseError, match="there is no case"):
        read_cases(tmp_path)


@pytest.fixture
def repository(tmp_path):
    folder = tmp_path / "repository"
    folder.mkdir()

    def git(*words):
        who = ("-c", "user.name=Ada", "-c", "user.email=ada@example.com")
        return subprocess.run(
            ["git", *who, *words], cwd=folder, check=True, capture_output=True, text=True
        ).stdout.strip()

    git("init", "--quiet", "--initial-branch", "main")
    (folder / "client.py").write_text("import requests\n\n\ndef get(url):\n    return requests.get(url, timeout=30)\n")
    git("add", ".")
    git("commit", "--quiet", "--message", "Client")
    (folder / "client.py").write_text(
        'import requests\n\n\ndef get(url):\n    return requests.get(url, timeout=5, verify=False)  # "quick"\n'
    )
    git("commit", "--quiet", "--all", "--message", 'Quick "client"')
    return folder


def test_a_case_can_be_made_of_two_commits(repository, tmp_path):
    folder = tmp_path / "cases" / "quick-client"
    given = {"REPO": str(repository), "BASE": "HEAD~1", "CASE": str(folder)}

    status = new_case.main(given)
    found = read_case(folder)
    again = new_case.main(given)

    assert (status, again) == (0, 2)
    assert found.case.least_risk == "high"
    assert assessed(found).risk.floor == "high"
    assert any(fact.path == "client.py" for fact in found.case.must_say)
    assert found.case.commits[0].subject == 'Quick "client"'


def test_a_case_can_name_two_commits_instead_of_a_diff(repository, case):
    shutil.copytree(repository, case(diff=None) / "repository")
    folder = case(
        GOOD.replace("app.py", "client.py").replace("[1, 1]", "[5, 5]")
        + '[repository]\npath = "repository"\nbase = "HEAD~1"\nhead = "HEAD"\n',
        diff=None,
    )

    assessment = assessed(read_case(folder))

    assert [file.path for file in assessment.change.files] == ["client.py"]


@pytest.mark.parametrize("missing", ["REPO", "BASE", "CASE"])
def test_what_a_new_case_needs_is_asked_for(missing, capsys):
    given = {"REPO": "r", "BASE": "b", "CASE": "c"}
    del given[missing]

    assert new_case.main(given) == 2
    assert f"{missing} must be given" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "models", "candidates"),
    [
        ("offline", (), 1),
        ("us.amazon.nova-micro-v1:0", ("us.amazon.nova-micro-v1:0",), 1),
        ("global.anthropic.claude-haiku-5-5*3", ("global.anthropic.claude-haiku-5-5",), 3),
        ("smollm2*2", ("local.smollm2-135m-instruct",), 2),
        ("triage:offline,smollm2", ("local.smollm2-135m-instruct",), 1),
    ],
)
def test_an_entry_is_a_model_several_answers_or_a_triage(name, models, candidates):
    settings = read_entry(name, served=("local.smollm2-135m-instruct",)).settings

    assert (settings.model_ids, settings.candidates) == (models, candidates)
    assert (settings.triage is not None) == name.startswith("triage:")
