"""Claims about commits of public repositories are kept by the commits' ids, and read where there are clones."""

import json
import re

import pytest

from bench import public_changes as corpus
from bench.public_commits import PublicCommit, folder_of_clones, read_commits
from bench.public_quotes import with_quotes
from bench.whole_answers import ANSWERS, own_answers, own_sets
from evals.case_files import OWN_CASES
from lambdas.shared.domain.review import Level
from tests.unit.rules.changes import diff_of
from tests.unit.rules.sample_releases import git

FINDING = {"title": "Stock", "text": "The stock may be less than zero.", "severity": "high", "path": "stock.py"}
ANSWER = {
    "headline": "Orders take from the stock.",
    "paragraphs": [],
    "consequences": [],
    "questions": [],
    "findings": [{**FINDING, "line_start": 2, "line_end": 2}],
    "risk": {"level": "low", "reasons": []},
}


@pytest.fixture
def clones(tmp_path):
    """A folder with one repository, example/shop."""
    folder = tmp_path / "clones" / "example+shop" / "repo"
    folder.mkdir(parents=True)
    git(folder, "init", "--quiet")
    for stock, price in ((9, 100), (8, 120)):
        (folder / "stock.py").write_text(f"# what is left\nstock = {stock}\n", encoding="utf-8")
        (folder / "price.py").write_text(f"price = {price}\n", encoding="utf-8")
        git(folder, "add", "--all")
        git(folder, "commit", "--quiet", "-m", "Sell")
    return tmp_path / "clones"


@pytest.fixture
def commit(clones):
    return git(clones / "example+shop" / "repo", "rev-parse", "HEAD").strip()


def test_the_diff_of_a_commit_is_as_git_shows_it(clones, commit):
    shown = git(clones / "example+shop" / "repo", "show", "--format=", "-M", commit)

    assert PublicCommit("example/shop", commit).diff(clones) == shown
    assert "+price = 120" in shown


def test_of_a_commit_a_part_may_be_taken(clones, commit):
    diff = PublicCommit("example/shop", commit, ("stock.py",)).diff(clones)

    assert "+stock = 8" in diff
    assert "price" not in diff


def test_what_is_not_in_the_clones_has_no_diff(clones, commit):
    assert PublicCommit("example/bank", commit).diff(clones) is None
    assert PublicCommit("example/shop", "0" * 40).diff(clones) is None


def test_the_folder_of_clones_is_named_by_who_measures(tmp_path):
    assert folder_of_clones({"PUBLIC": str(tmp_path)}) == tmp_path
    assert folder_of_clones({"PUBLIC": ""}) is None
    assert folder_of_clones({}) is None


def test_claims_and_answers_are_read_for_the_commits_that_are_there(clones, commit, tmp_path, monkeypatch):
    monkeypatch.setattr(corpus, "CLAIMS", tmp_path / "public")
    monkeypatch.setattr(corpus, "LATER_CLAIMS", tmp_path / "later")
    monkeypatch.setattr(corpus, "ANSWERS", tmp_path)
    monkeypatch.setattr(corpus, "SETS", ("first",))
    for name in ("public", "later", "first"):
        table = "".join(f'[{each}]\nrepository = "example/{each}"\ncommit = "{commit}"\n' for each in ("shop", "bank"))
        (tmp_path / name).mkdir()
        (tmp_path / name / "commits.toml").write_text(table, encoding="utf-8")
        (tmp_path / name / "shop.txt").write_text("The stock falls to 8.\nThe price is raised.\n", encoding="utf-8")
        (tmp_path / name / "shop.json").write_text(json.dumps(ANSWER), encoding="utf-8")

    public = corpus.public_changes(clones)

    assert (public.count, corpus.count_of_all()) == (3, 6)
    assert [one.claims for one in public.changes] == [("The stock falls to 8.", "The price is raised.")]
    assert [file.path for file in public.later[0].change.files] == ["price.py", "stock.py"]
    (answer,) = public.answers
    assert answer.claims == ("Orders take from the stock.",)
    assert [(one.quote, one.severity) for one in answer.answer.findings] == [("stock = 8", Level.HIGH)]


def test_without_a_folder_of_clones_there_is_nothing():
    assert corpus.public_changes(None).count == 0


def test_a_quotation_is_the_changed_lines_that_are_named():
    diff = diff_of("stock.py", " left = 0\n-stock = 9\n-price = 100\n+stock = 8\n+price = 120\n print(stock)")
    places = [
        {**FINDING, "line_start": 2, "line_end": 2},
        {**FINDING, "line_start": 1, "line_end": 3},
        {**FINDING, "line_start": 2, "line_end": 3, "side": "removed"},
    ]
    reason = {"text": "Stock.", "path": "stock.py", "line": 3}

    filled = with_quotes({**ANSWER, "findings": places, "risk": {"level": "low", "reasons": [reason]}}, diff)

    quotes = [finding["quote"] for finding in filled["findings"]]
    assert quotes == ["stock = 8", "stock = 8\nprice = 120", "stock = 9\nprice = 100"]
    assert filled["risk"]["reasons"] == [{**reason, "quote": "price = 120"}]
    assert all("side" not in finding for finding in filled["findings"])


@pytest.mark.parametrize("table", corpus.tables(), ids=lambda table: table.parent.name)
def test_each_claim_names_its_commit_and_nothing_of_its_code_is_kept(table):
    commits = read_commits(table)
    kept = {path.name for path in table.parent.iterdir()} - {"README.md", "commits.toml"}
    form = "json" if table.parent.parent == ANSWERS else "txt"

    assert kept == {f"{name}.{form}" for name in commits}
    assert all(re.fullmatch("[0-9a-f]{40}", each.commit) for each in commits.values())
    assert all(re.fullmatch(r"[\w.-]+/[\w.-]+", each.repository) for each in commits.values())
    assert not [path.name for path in table.parent.glob("*.json") if '"quote":' in path.read_text(encoding="utf-8")]


def test_answers_about_the_changes_of_the_evaluation_are_read_beside_their_diffs(tmp_path, monkeypatch):
    monkeypatch.setattr("bench.whole_answers.ANSWERS", tmp_path)
    folder = tmp_path / "own-shop"
    folder.mkdir()
    (folder / "sql-drop-column.json").write_text(json.dumps({**ANSWER, "findings": []}), encoding="utf-8")

    (answer,) = own_answers("own-shop")

    assert own_sets() == ("own-shop",)
    assert (answer.name, answer.claims) == ("sql-drop-column", ("Orders take from the stock.",))
    assert answer.diff == (OWN_CASES / "sql-drop-column" / "change.diff").read_text(encoding="utf-8")
