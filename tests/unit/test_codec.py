"""The JSON form of the domain's dataclasses."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lambdas.shared.domain import codec
from lambdas.shared.domain.change import (
    BaselineReason,
    CapturedChange,
    Change,
    Commit,
    FileChange,
    FileClass,
    FileKind,
    Redaction,
)

_TEXT = st.text(st.characters(exclude_categories=["Cs"]))
_IDS = st.text("0123456789abcdef", min_size=40, max_size=40)
_FILES = st.builds(
    FileChange,
    path=_TEXT,
    kind=st.sampled_from(FileKind),
    file_class=st.sampled_from(FileClass),
    added=st.none() | st.integers(0, 10**9),
    deleted=st.none() | st.integers(0, 10**9),
    old_path=st.none() | _TEXT,
)
_CHANGES = st.builds(
    CapturedChange,
    change=st.builds(
        Change,
        base=_IDS,
        head=_IDS,
        baseline_reason=st.sampled_from(BaselineReason),
        baseline_text=_TEXT,
        commits=st.lists(st.builds(Commit, id=_IDS, author=_TEXT, subject=_TEXT), max_size=3).map(tuple),
        files=st.lists(_FILES, max_size=3).map(tuple),
    ),
    redactions=st.lists(st.builds(Redaction, path=_TEXT, line=st.integers(1, 10**6), kind=_TEXT), max_size=3).map(
        tuple
    ),
    policy=st.none() | _TEXT,
)


@given(_CHANGES)
def test_what_is_written_is_read_back(captured):
    text = json.dumps(codec.to_data(captured))

    assert codec.from_data(CapturedChange, json.loads(text)) == captured


def test_the_class_of_a_file_is_called_class_in_json():
    file = FileChange("a.py", FileKind.ADDED, FileClass.SOURCE, 1, 0)

    assert codec.to_data(file)["class"] == "source"


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda data: data.pop("base"), "Change.base is missing"),
        (lambda data: data.update(head=7), "Change.head is not of type str"),
        (lambda data: data.update(files="x"), "Change.files is not a list"),
        (lambda data: data.update(baseline_reason="guess"), "Change.baseline_reason is none of last_deployed"),
        (lambda data: data["commits"][0].pop("id"), r"Change.commits\[0\].id is missing"),
    ],
)
def test_a_wrong_shape_is_named_by_its_place(spoil, sentence):
    commit = Commit("1" * 40, "Ada <ada@example.com>", "Sort faster")
    data = codec.to_data(Change("0" * 40, "1" * 40, BaselineReason.PARENT, "its parent", (commit,), ()))
    spoil(data)

    with pytest.raises(codec.ShapeError, match=sentence):
        codec.from_data(Change, data)


def test_a_key_of_a_newer_release_is_ignored():
    data = {"path": "a", "line": 1, "kind": "JWT", "colour": "red"}

    assert codec.from_data(Redaction, data) == Redaction("a", 1, "JWT")


def test_the_digest_does_not_depend_on_the_order_of_keys():
    assert codec.digest({"a": 1, "b": 2}) == codec.digest({"b": 2, "a": 1})
    assert codec.digest({"a": 1, "b": 2}) != codec.digest({"a": 2, "b": 1})
