"""A repository for measuring: real code (Python's own library), of a given number of files, changed in blocks."""

import random
import subprocess
import sysconfig
from collections.abc import Iterator
from pathlib import Path
from typing import IO, cast


def generate_repository(
    folder: Path, *, files: int, lines_per_file: int, changed: float, seed: int = 7
) -> tuple[str, str]:
    """Two commits, the second with about this share of each file's lines changed; gives their ids."""
    subprocess.run(["git", "init", "--quiet", "--bare", str(folder)], check=True)
    with subprocess.Popen(
        ["git", "-C", str(folder), "fast-import", "--quiet", "--depth=0"], stdin=subprocess.PIPE
    ) as importing:
        cast("IO[bytes]", importing.stdin).writelines(_two_commits(files, lines_per_file, changed, seed))
    ids = ["git", "-C", str(folder), "rev-parse", "refs/heads/main~1", "refs/heads/main"]
    base, head = subprocess.run(ids, capture_output=True, check=True, text=True).stdout.split()
    return base, head


def _two_commits(files: int, lines_per_file: int, changed: float, seed: int) -> Iterator[bytes]:
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    corpus = _real_lines()
    before = [_slice(corpus, chance, lines_per_file) for _ in range(files)]
    yield b"commit refs/heads/main\ncommitter a <a@b> 1790000000 +0000\ndata 1\nx\n"
    for number, lines in enumerate(before):
        yield _file(number, lines)
    yield b"commit refs/heads/main\ncommitter a <a@b> 1790000100 +0000\ndata 1\ny\n"
    for number, lines in enumerate(before):
        yield _file(number, _edited(lines, corpus, chance, changed))


def _real_lines() -> list[bytes]:
    library = Path(sysconfig.get_paths()["stdlib"])
    return [line for source in sorted(library.glob("*.py")) for line in source.read_bytes().split(b"\n")]


def _slice(corpus: list[bytes], chance: random.Random, length: int) -> list[bytes]:
    start = chance.randrange(len(corpus) - length)
    return corpus[start : start + length]


def _edited(lines: list[bytes], corpus: list[bytes], chance: random.Random, changed: float) -> list[bytes]:
    """Blocks of one to thirty lines are replaced by others, as people do it."""
    edited: list[bytes] = []
    at = 0
    while at < len(lines):
        block = chance.randint(1, 30)
        if chance.random() < changed:
            edited += _slice(corpus, chance, chance.randint(0, block + 5))
        else:
            edited += lines[at : at + block]
        at += block
    return edited


def _file(number: int, lines: list[bytes]) -> bytes:
    content = b"\n".join(lines) + b"\n"
    return b"M 100644 inline package_%d/module_%d.py\ndata %d\n%s\n" % (number % 40, number, len(content), content)
