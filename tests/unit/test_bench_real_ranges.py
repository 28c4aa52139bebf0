"""A range of a repository is read, and its numbers are held against git's."""

import os

import pytest

from bench import real_ranges
from bench.process_memory import peak_of_all
from tests.unit.scratch_repository import Entry, ScratchRepository


@pytest.fixture
def repository(tmp_path) -> ScratchRepository:
    scratch = ScratchRepository(tmp_path / "repo")
    first = scratch.commit({"a.py": "one\ntwo\n", "b.bin": Entry(b"\0\1"), "c.py": "x = 1\n" * 30})
    second = scratch.commit({"a.py": "one\n2\n3\n", "b.bin": Entry(b"\0\2"), "d.py": "x = 1\n" * 30}, parents=[first])
    scratch.git("branch", "base", first)
    scratch.git("branch", "head", second)
    return scratch


def test_each_file_has_the_lines_that_git_counts(repository, capsys):
    real_ranges.main([str(repository.folder), "base", "head"])

    said = capsys.readouterr().out
    assert "ours 3 files +2 -1; git's 3 files +2 -1; 0 files differ" in said
    assert "files that differ from git: 0" in said


def test_a_number_that_is_not_gits_fails(repository, monkeypatch):
    monkeypatch.setattr(real_ranges, "_numstat", lambda *_: iter([("a.py", (2, 2))]))

    with pytest.raises(SystemExit) as ended:
        real_ranges.main([str(repository.folder), "base", "head"])

    assert ended.value.code == 1


def test_memory_is_that_of_all_processes():
    with peak_of_all() as peak:
        while not peak.megabytes:
            os.sched_yield()

    assert peak.megabytes > 1
