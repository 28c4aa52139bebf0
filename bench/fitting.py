"""How many flagged lines survive fitting, beside the algorithm of pr-agent: `python -m bench.fitting`."""

import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bench.figure import Figure, keep, table
from bench.help import only_help
from lambdas.shared.domain.change import BaselineReason, Change, FileChange, FileClass, FileKind
from lambdas.shared.domain.diff import FileDiff, parse_diff
from lambdas.shared.domain.facts import Fact, FactKind
from lambdas.shared.domain.fitting import Fitted, fit
from lambdas.shared.domain.review import Level
from lambdas.shared.domain.tokens import count_tokens

_WINDOWS = (8_000, 32_000, 100_000)
_PEER_CAP = 32_000  # pr-agent never sends more
_WORDS = ("order", "total", "user", "price", "cache", "retry", "limit", "config", "client", "handler", "event", "items")

# Class, folder, extension, how many files, typical number of lines, share of the hunks with a risky line
_KINDS = (
    (FileClass.SOURCE, "src", "py", 90, 60, 0.6),
    (FileClass.INFRASTRUCTURE, "infra", "tf", 20, 40, 0.8),
    (FileClass.MIGRATION, "migrations", "sql", 4, 20, 0.5),
    (FileClass.CI, ".github/workflows", "yml", 3, 30, 0.3),
    (FileClass.CONFIGURATION, "config", "yml", 8, 30, 0.5),
    (FileClass.TEST, "tests", "py", 60, 80, 0.2),
    (FileClass.DOCUMENTATION, "docs", "md", 12, 120, 0.0),
    (FileClass.LOCK_FILE, "locks", "lock", 2, 4000, 0.0),
    (FileClass.GENERATED, "generated", "ts", 4, 2500, 0.03),
)


@dataclass(frozen=True, slots=True)
class Sample:
    change: Change
    diff: tuple[FileDiff, ...]
    facts: tuple[Fact, ...]


def main() -> None:
    sample = make_sample(seed=3)
    size = sum(len(hunk.body) for file in sample.diff for hunk in file.hunks)
    tokens = sum(count_tokens(shown(file)) for file in sample.diff)
    print(f"change          {len(sample.diff)} files, {size / 1e6:.1f} MB, about {tokens:,} tokens")
    print(f"flagged lines   {len(sample.facts)}")
    figures = list(retention(sample))
    print(table(figures))
    keep(figures)
    started = time.perf_counter()
    fit(sample.change, sample.diff, sample.facts, 100_000)
    print(f"speed           {size / 1e6 / (time.perf_counter() - started):.0f} MB/s")


def retention(sample: Sample, fitted: Callable[..., Fitted] = fit) -> Iterator[Figure]:
    """The share of flagged lines that are in the prompt, in one part and in eight, beside the peer's."""
    for window in _WINDOWS:
        peer = survivors(sample.facts, [peer_fit(sample.diff, window)])
        for most in (1, 8):
            parts = fitted(sample.change, sample.diff, sample.facts, window, most_parts=most).parts
            share = survivors(sample.facts, parts)
            yield Figure(
                f"flagged lines kept in {most} x {window:,} tokens",
                f"{share:.1%}",
                f"pr-agent's way, {peer:.1%}",
                share,
            )


def peer_fit(diff: Sequence[FileDiff], window: int) -> str:
    """
    pr-agent's compression, after its documentation.

    If all fits, all is sent; else hunks that only delete are dropped, files go from the most tokens to the fewest, and
    one that does not fit is skipped whole.
    """
    budget = min(window, _PEER_CAP)
    everything = "".join(map(shown, diff))
    if count_tokens(everything) <= budget:
        return everything
    kept = []
    patches = [
        file.header + "".join(f"{h.header}\n{h.body}" for h in file.hunks if "\n+" in f"\n{h.body}") for file in diff
    ]
    for patch in sorted(patches, key=count_tokens, reverse=True):
        if count_tokens(patch) <= budget:
            kept.append(patch)
            budget -= count_tokens(patch)
    return "".join(kept)


def shown(file: FileDiff) -> str:
    return file.header + "".join(f"{hunk.header}\n{hunk.body}" for hunk in file.hunks)


def survivors(facts: Sequence[Fact], parts: Sequence[str]) -> float:
    """The share of flagged lines that are still in the prompt."""
    lines = {
        (file.path, line.new_line if line.kind == "+" else line.old_line, line.kind == "-")
        for part in parts
        for file in parse_diff(part)
        for hunk in file.hunks
        for line in hunk.lines
        if line.kind != " "
    }
    return sum((fact.path, fact.line, fact.is_removed) in lines for fact in facts) / len(facts)


def make_sample(seed: int) -> Sample:
    """A large release: many files, the risky lines few and scattered, much of the volume of no weight."""
    chance = random.Random(seed)  # noqa: S311 -- the same change each time
    files: list[FileChange] = []
    texts: list[str] = []
    facts: list[Fact] = []
    for kind, folder, ending, number, size, risky in _KINDS:
        for index in range(number):
            path = f"{folder}/{chance.choice(_WORDS)}_{index}.{ending}"
            hunks = list(_hunks(chance, size, risky))
            body = "".join(text for text, _ in hunks)
            facts += [_fact(path, line, is_removed) for _, marks in hunks for line, is_removed in marks]
            texts.append(f"diff --git a/{path} b/{path}\n--- a/{path}\n+++ b/{path}\n{body}")
            added, deleted = body.count("\n+"), body.count("\n-")
            files.append(FileChange(path, FileKind.MODIFIED, kind, added, deleted))
    change = Change("b" * 40, "a" * 40, BaselineReason.LAST_DEPLOYED, "", (), tuple(files))
    return Sample(change, parse_diff("".join(texts)), tuple(facts))


def _fact(path: str, line: int, is_removed: bool) -> Fact:  # noqa: FBT001
    return Fact("risky-line", path, line, "Risky.", Level.HIGH, FactKind.LIMIT, is_removed=is_removed)


def _hunks(chance: random.Random, size: int, risky: float) -> Iterator[tuple[str, list[tuple[int, bool]]]]:
    """Hunks of a file and the numbers of their risky lines."""
    position = 1
    remaining = max(6, int(chance.lognormvariate(0, 0.8) * size))
    shift = 0
    while remaining > 0:
        length = min(remaining, chance.randint(4, 60))
        kinds = chance.choices("+- ", weights=(6, 3, 4), k=length)
        mark = chance.randrange(length) if chance.random() < risky else -1
        if mark >= 0 and kinds[mark] == " ":
            kinds[mark] = "+"
        old = new = 0
        lines, marks = [], []
        for index, kind in enumerate(kinds):
            if index == mark:
                marks.append((position + old, True) if kind == "-" else (position + shift + new, False))
            lines.append(f"{kind}    {' '.join(chance.choices(_WORDS, k=chance.randint(2, 9)))}\n")
            old, new = old + (kind != "+"), new + (kind != "-")
        header = f"@@ -{position - (not old)},{old} +{position + shift - (not new)},{new} @@\n"
        yield header + "".join(lines), marks
        position += old + chance.randint(10, 80)
        shift += new - old
        remaining -= length


if __name__ == "__main__":
    only_help("bench.fitting", __doc__)
    main()
