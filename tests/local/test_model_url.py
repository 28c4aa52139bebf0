"""MODEL_URL, whole: the model server's answer becomes the review, grounded; without an answer the facts stand alone."""

import json

import pytest

from local.git import git
from tests.local.clouds import new_cloud
from tests.local.fake_model import USAGE, fake_model

AUTHOR = ("-c", "user.name=Ada", "-c", "user.email=ada@example.com")
NAME = "meta-llama/Llama-3.2-1B"
ANSWER = {
    "headline": "Orders are tried 7 times instead of 3",
    "paragraphs": ["`RETRIES` in limits.py is raised from 3 to 7. The time-out in billing.py falls to 12 seconds."],
    "consequences": ["A retried order waits for 4711 seconds."],
    "questions": ["Why is `RETRIES` raised?"],
    "findings": [
        {
            "title": "More retries",
            "text": "`RETRIES` is now 7.",
            "severity": "medium",
            "path": "limits.py",
            "line_start": 2,
            "line_end": 2,
            "quote": "RETRIES = 7",
        },
        {
            "title": "A password",
            "text": "It stands there in clear.",
            "severity": "high",
            "path": "limits.py",
            "line_start": 2,
            "line_end": 2,
            "quote": "PASSWORD = 'swordfish'",
        },
    ],
    "risk": {"level": "low", "reasons": []},
}


@pytest.fixture(scope="module")
def repository(tmp_path_factory):
    folder = tmp_path_factory.mktemp("orders")
    git("init", "--quiet", "--initial-branch=main", ".", folder=folder)
    for retries in (3, 7):
        (folder / "limits.py").write_text(f'NAME = "orders"\nRETRIES = {retries}\n')
        git("add", "--all", folder=folder)
        git(*AUTHOR, "commit", "--quiet", "--message", f"{retries} retries", folder=folder)
    return folder


@pytest.fixture(scope="module")
def model():
    with fake_model(NAME) as model:
        yield model


@pytest.fixture(scope="module")
def asking(tmp_path_factory):
    cloud = new_cloud(tmp_path_factory.mktemp("asking") / "state")
    yield cloud
    cloud.local("stop")


@pytest.fixture
def reviewed(asking, model, repository, tmp_path):
    def review(**variables):
        """review.json, and the mail as text."""
        out = tmp_path / "out"
        done = asking.local(
            "review", REPO=str(repository), OUT=str(out), **{"MODEL_URL": f"{model.url}/v1"} | variables
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return json.loads((out / "review.json").read_text()), (out / "email.txt").read_text()

    return review


def test_the_answer_of_the_server_becomes_the_review_as_far_as_the_diff_bears_it_out(model, reviewed):
    model.calls(ANSWER)

    review, mail = reviewed()

    assert (review["model"]["id"], review["unavailable_reason"]) == ("local.meta-llama-llama-3.2-1b", None)
    assert (review["model"]["input_tokens"], review["model"]["output_tokens"]) == tuple(USAGE.values())
    assert review["model"]["cost_usd"] is None
    assert review["summary"]["paragraphs"] == ["`RETRIES` in limits.py is raised from 3 to 7."]
    assert [finding["title"] for finding in review["findings"]] == ["More retries"]
    assert review["grounding"]["dropped"] >= 3
    assert ANSWER["headline"] in mail
    assert model.asked[-1]["model"] == NAME


@pytest.mark.parametrize(
    ("happens", "why"),
    [
        (lambda model: model.fails(500, "out of memory"), "failed"),
        (lambda model: model.says({"content": "It retries more often."}), "without a review"),
        (lambda model: model.hangs_up(), "was unavailable"),
    ],
    ids=["it fails", "it only talks", "it is gone"],
)
def test_without_an_answer_the_facts_stand_alone_and_the_mail_says_so(model, reviewed, happens, why):
    happens(model)

    review, mail = reviewed()

    assert review["model"] is None
    assert review["unavailable_reason"].startswith("No language model gave an answer.")
    assert why in review["unavailable_reason"]
    assert "No language model" in mail
    assert "ministack" not in f"{review} {mail}".lower()
    assert "limits.py" in json.dumps(review["summary"])


def test_a_cloud_that_asks_another_model_says_so_instead_of_asking_it(asking, model, repository):
    assert asking.local("start", MODEL_URL=model.url).returncode == 0

    other = asking.local("review", REPO=str(repository), MODEL_URL=model.url.replace("127.0.0.1", "localhost"))
    unknown = asking.local("review", REPO=str(repository), MODEL_URL=model.url, MODEL_ID="gpt")

    assert (other.returncode, unknown.returncode) == (1, 1)
    stop = f"`make stop LOCAL_DIR={asking.folder}`"
    assert f"with MODEL_URL={model.url}: ask for the same, or run {stop} first" in other.stderr
    assert f"{model.url} has no model 'gpt', but {NAME}" in unknown.stderr
