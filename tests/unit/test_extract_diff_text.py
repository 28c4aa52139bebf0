"""The diff on its way: cut between files only, cleaned in order on every processor, packed as one gzip member."""

import io
import os
import signal
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buildspec.extract_change import cleaning, diff_text
from buildspec.extract_change.diff_text import read_diff, whole_files
from buildspec.extract_change.git import GitError
from buildspec.extract_change.listing import read_entries
from buildspec.extract_change.repository import open_repository
from lambdas.shared.domain.diff import DiffError
from tests.unit.scratch_repository import ScratchRepository

_KEY = "AKIA" + "Q3EGRNXFY5ZT7WMB"


@pytest.fixture
def large(tmp_path):
    """A repository whose diff is cleaned in several parts."""
    repository = ScratchRepository(tmp_path / "repository")
    before = {f"{number:02}.txt": "".join(f"line {line}\n" for line in range(5_000)) for number in range(20)}
    base = repository.commit(before)
    head = repository.commit(
        {name: text.replace("line", "changed") + f"key = '{_KEY}'\n" for name, text in before.items()}, parents=[base]
    )
    return repository, base, head


def _read(repository, base, head):
    with open_repository(repository.folder) as opened:
        return read_diff(opened.git, base, head)


def test_a_diff_of_many_parts_is_the_one_that_git_prints(large):
    repository, base, head = large

    diff = _read(repository, base, head)

    unpacker = zlib.decompressobj(31)
    text = unpacker.decompress(diff.compressed)
    plain = repository.git("diff", base, head).decode()
    assert (unpacker.eof, unpacker.unused_data) == (True, b"")
    assert text.decode().replace("[redacted: AWS access key]", _KEY) == plain
    assert diff.size == len(text) > 1_000_000
    assert [(redaction.path, redaction.line) for redaction in diff.redactions] == [
        (f"{number:02}.txt", 5_001) for number in range(20)
    ]


_TESTS, _clean = os.getpid(), cleaning.clean


def _die_beside(part, *, compression):
    """The first part is cleaned here, which has to survive."""
    if os.getpid() != _TESTS:
        os.kill(os.getpid(), signal.SIGKILL)
    return _clean(part, compression=compression)


def test_cleaning_that_is_killed_is_one_sentence(large, monkeypatch):
    monkeypatch.setattr(cleaning, "clean", _die_beside)

    with pytest.raises(DiffError, match="the machine may have too little memory"):
        _read(*large)


def test_cleaning_that_loses_a_line_is_noticed(monkeypatch):
    monkeypatch.setattr(cleaning, "redact_diff", lambda diff: (diff.replace("\n", "", 1), ()))

    with pytest.raises(DiffError, match="changed the number of lines"):
        cleaning.clean(b"diff --git a/x b/x\nold mode 100644\nnew mode 100755\n", compression=1)


class _Trickle(io.BytesIO):
    """Gives a few bytes at a time, so that every mark is cut somewhere."""

    def read(self, _size=-1):
        return super().read(5)


@given(
    sizes=st.lists(st.integers(0, 40), max_size=20),
    part=st.integers(1, 60),
    stream=st.sampled_from([io.BytesIO, _Trickle]),
)
def test_parts_begin_and_end_with_a_file_and_lose_nothing(sizes, part, stream):
    text = b"".join(b"diff --git a/%d b/%d\n" % (size, size) + b"+" * size + b"\n" for size in sizes)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(diff_text, "_PART", part)

        parts = list(whole_files(stream(text)))

    assert b"".join(parts) == text
    assert all(part.startswith(b"diff --git ") and part.endswith(b"\n") for part in parts)


@pytest.mark.parametrize(
    "raw",
    [
        b":100644 100644 a b M\0",
        b":100644 M\0x\0",
        b"nonsense\0x\0",
        b":100644 100644 a b X\0x\0",
        b":1 2 3 4 R90\0old\0",
    ],
)
def test_a_list_that_cannot_be_read_is_refused(raw):
    with pytest.raises(GitError, match="can't be read"):
        read_entries(raw)
