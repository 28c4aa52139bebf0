"""How many false claims the grounding catches and how many true ones it keeps: `python -m bench.grounding`."""

import random
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from bench.help import only_help
from lambdas.shared.domain.answer import Answer
from lambdas.shared.domain.diff import parse_diff
from lambdas.shared.domain.grounding.ground import ground
from lambdas.shared.domain.grounding.material import Material
from lambdas.shared.domain.grounding.prose import Prose
from lambdas.shared.domain.grounding.support import quantities_outside
from lambdas.shared.domain.grounding.symbols import symbols
from lambdas.shared.domain.grounding.tally import Tally
from lambdas.shared.domain.review import Finding, Level, Summary
from lambdas.shared.domain.rules import find_facts
from tests.unit.corpus.claims import CASES, Case
from tests.unit.corpus.public_changes import PublicChange, later_changes, public_changes

_NAME = re.compile(r"`([A-Za-z_]\w{3,})(?:\(\))?`")
_NUMBER = re.compile(r"(?<![\w.`:/-])\d[\d,]*(?:\.\d+)?(?![\w`:/.]\w)")
_PATH = re.compile(r"[\w./-]+/[\w./-]+\.\w+|\b[\w-]+\.(?:py|ts|sql|go|java|json|md)\b")
_OPPOSITES = (
    ("is added", "is removed"),
    ("is removed", "is added"),
    ("introduces", "removes"),
    ("grows from", "shrinks from"),
    ("is raised", "is lowered"),
    ("is lowered", "is raised"),
    ("is reduced", "is increased"),
    ("is increased", "is reduced"),
    ("is shortened", "is lengthened"),
    ("falls from", "grows from"),
    ("fall from", "grow from"),
    ("drops from", "grows from"),
    ("is turned on", "is turned off"),
    ("is turned off", "is turned on"),
    ("is enabled", "is disabled"),
    ("is disabled", "is enabled"),
    ("are deleted", "are added"),
    ("is new", "is removed"),
    ("are removed", "are added"),
    ("gains", "loses"),
    ("loses", "gains"),
    ("is doubled", "is halved"),
    ("is halved", "is doubled"),
    ("is longer", "is shorter"),
    ("is shorter", "is longer"),
    ("gets larger", "gets smaller"),
    ("become larger", "become smaller"),
    ("rises from", "falls from"),
    ("is switched on", "is switched off"),
    ("is switched off", "is switched on"),
    ("is added", "is renamed"),
)


@dataclass(frozen=True, slots=True)
class Claim:
    kind: str
    case: Case | PublicChange
    text: str = ""
    finding: Finding | None = None
    true_finding: Finding | None = None

    def is_kept(self, *, is_trusted: bool) -> bool:
        """Whether it is in the review as it was claimed; a finding whose lines were set right is not."""
        if self.finding is None:
            return Prose(_material(self.case), Tally(), is_trusted=is_trusted).keep(self.text) == self.text
        material = _material(self.case)
        answer = Answer(Summary("", (), (), ()), (self.finding,), Level.LOW, ())
        kept = ground(answer, material.change, material.files, facts=material.facts).findings
        return bool(kept) and kept != ((self.true_finding,) if self.true_finding else ())


def main() -> None:
    """Shares by kind, with every false claim that got through and every true one that was lost."""
    chance = random.Random(5)  # noqa: S311 -- the same false claims each time
    true = [*_true_claims(), *_true_findings()]
    false = list(dict.fromkeys([*_false_claims(chance), *_false_findings(chance)]))
    started = time.perf_counter()
    for is_trusted in (True, False):
        _measure(true, false, is_trusted=is_trusted)
    seconds = time.perf_counter() - started
    languages = len({case.path.rpartition(".")[2] for case in CASES})
    public = len(public_changes()) + len(later_changes())
    print(f"changes         {len(CASES)} in {languages} languages, {public} of public repositories")
    print(f"speed           {seconds / (2 * len(true) + 2 * len(false)) * 1000:.1f} ms a claim")


def _measure(true: Sequence[Claim], false: Sequence[Claim], *, is_trusted: bool) -> None:
    lost = [claim for claim in true if not claim.is_kept(is_trusted=is_trusted)]
    passed = [claim for claim in false if claim.is_kept(is_trusted=is_trusted)]
    print("In an answer whose other claims hold" if is_trusted else "In an answer that has earned no trust")
    _print_shares(true, lost, done="true kept", told="lost")
    _print_shares(false, passed, done="false caught", told="got through")


def _print_shares(claims: Sequence[Claim], failed: Sequence[Claim], *, done: str, told: str) -> None:
    for kind in dict.fromkeys(claim.kind for claim in claims):
        made = sum(claim.kind == kind for claim in claims)
        wrong = [claim for claim in failed if claim.kind == kind]
        print(f"  {done:<14}{1 - len(wrong) / made:8.2%} of {made}: {kind}")
    for claim in failed:
        print(f"    {told:<12}{claim.kind}, {claim.case.name}: {claim.text or claim.finding}")


@cache
def _material(case: Case | PublicChange) -> Material:
    files = parse_diff(case.diff)
    return Material(case.change, files, find_facts(case.change, files, ()))


def _true_claims() -> Iterator[Claim]:
    yield from (Claim("corpus", case, text) for case in CASES for text in case.claims)
    yield from (Claim("public commits", case, text) for case in public_changes() for text in case.claims)
    yield from (Claim("public commits, later", case, text) for case in later_changes() for text in case.claims)


def _true_findings() -> Iterator[Claim]:
    return (Claim("findings", case, finding=finding) for case in CASES for finding in _findings(case))


def _findings(case: Case) -> Iterator[Finding]:
    """One for each changed line that says something."""
    (file,) = parse_diff(case.diff)
    for hunk in file.hunks:
        for line in hunk.lines:
            number = line.new_line or line.old_line or 0
            if line.kind != " " and len(line.text.strip()) > 8:
                word = max(re.findall(r"[A-Za-z]+", line.text), key=len, default=line.text.strip())
                is_or_was = "was" if line.kind == "-" else "is"
                text = f"What {is_or_was} said of {word} here is worth a look."
                yield Finding("Worth a look", text, Level.MEDIUM, case.path, number, number, line.text.strip())


def _false_claims(chance: random.Random) -> Iterator[Claim]:
    for case in (*CASES, *public_changes(), *later_changes()):
        for text in case.claims:
            for _ in range(3):
                yield from _mutations(case, text, chance)
    for case in CASES:
        yield from _events(case, chance)


def _mutations(case: Case | PublicChange, text: str, chance: random.Random) -> Iterator[Claim]:
    for match in _PATH.finditer(text):
        path = chance.choice(
            ("src/orders/export.py", "lib/payments.rb", "app/handlers/login.ts", "infra/vpc.tf", "main.c")
        )
        yield Claim("path", case, text[: match.start()] + path + text[match.end() :])
    for match in _NAME.finditer(text):
        yield Claim("symbol", case, text[: match.start(1)] + _other_name(match[1], chance) + text[match.end(1) :])
    for match in _NUMBER.finditer(text):
        number = _other_number(match.group(), chance)
        yield Claim("number", case, text[: match.start()] + number + text[match.end() :])
    for right, wrong in _OPPOSITES:
        if right in text:
            yield Claim("verb", case, text.replace(right, wrong, 1))
    for right, wrong in ((" no longer ", " now "), (" now ", " no longer ")):
        if right in text:
            yield Claim("now or no longer", case, text.replace(right, wrong, 1))
    turned = re.sub(r"from (\S+(?: \w+)?) to (\S+?(?: \w+)?)([.,](?=\s)|[.,]?$)", r"from \2 to \1\3", text)
    if turned != text:
        yield Claim("verb", case, turned)


def _other_name(name: str, chance: random.Random) -> str:
    """A name that could be there and is not."""
    stem, plural = name.rstrip("s"), "" if name.endswith("s") else "s"
    return chance.choice(
        (f"{name}_v2", f"old_{name}", f"{stem}{plural}", f"get{name[:1].upper()}{name[1:]}", name[:-1])
    )


def _other_number(number: str, chance: random.Random) -> str:
    """Any number of the same size that the claim does not say already."""
    value = float(number.replace(",", ""))
    while True:
        other = chance.choice((value * 2, value * 3, value + 1, value + 7, value * 10, max(value - 1, 1) * 5 + 2))
        if other != value:
            return f"{other:g}" if value < 1000 else f"{int(other):,}"


def _events(case: Case, chance: random.Random) -> Iterator[Claim]:
    """Changes that did not happen: to what stands unchanged beside the change, and to what is not there at all."""
    (file,) = parse_diff(case.diff)
    unchanged, changed = set[str](), set[str]()
    for hunk in file.hunks:
        for line in hunk.lines:
            names = set(re.findall(r"\b[A-Za-z_]\w{4,}\b", line.text))
            (unchanged if line.kind == " " else changed).update(names)
    for name in sorted(unchanged - changed):
        for words in ("`{}` is removed.", "`{}` is added.", "The value of `{}` is raised.", "`{}` is renamed."):
            yield Claim("event", case, words.format(name))
    others = [other for other in CASES if other is not case]
    for other in others:
        yield Claim("event", case, chance.choice([text for text in other.claims if _is_named(text)]))
        yield from (Claim("general", case, text) for text in other.claims if not _is_named(text) and text[-1] != "?")


def _is_named(text: str) -> bool:
    return any(True for _ in symbols(text)) or any(True for _ in quantities_outside(text))


def _false_findings(chance: random.Random) -> Iterator[Claim]:
    for case in CASES:
        for finding in _findings(case):
            wrong_line = finding.lines[0] + chance.choice((7, 40, 300))
            moved = replace(finding, line_start=wrong_line, line_end=wrong_line)
            yield Claim("line", case, finding=moved, true_finding=finding)
            yield Claim("path", case, finding=replace(finding, path=f"other/{case.path}"))
            other = chance.choice([other for other in CASES if other is not case])
            beside = chance.choice([text for text in other.claims if not _is_named(text)] or other.claims)
            yield Claim("text of a finding", case, finding=replace(finding, text=beside))
            yield Claim("quote", case, finding=replace(finding, quote=_other_quote(finding.quote, chance)))


def _other_quote(quote: str, chance: random.Random) -> str:
    """One word or number of it is another."""
    words = list(re.finditer(r"\w+", quote))
    word = chance.choice(words)
    other = (
        str(int(word.group()) + 13) if word.group().isdigit() else f"{word.group()}{chance.choice(('X', '2', 'ed'))}"
    )
    return quote[: word.start()] + other + quote[word.end() :]


if __name__ == "__main__":
    only_help("bench.grounding", __doc__)
    main()
