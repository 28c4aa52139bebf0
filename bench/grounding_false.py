"""False claims, made from true ones: another path, line, quotation, symbol, number or verb, or another change."""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bench.grounding_claim import Changed, Claim
from bench.whole_answers import WholeAnswer
from lambdas.shared.domain.diff import parse_diff
from lambdas.shared.domain.grounding.support import quantities_outside
from lambdas.shared.domain.grounding.symbols import symbols
from lambdas.shared.domain.review import Finding, Level
from tests.unit.corpus.claims import CASES, Case

_NAME = re.compile(r"`([A-Za-z_]\w{3,})(?:\(\))?`")
_NUMBER = re.compile(r"(?<![\w.`:/-])\d(?:[\d,]*\d)?(?:\.\d+)?(?![\w`:/.]\w)")
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
_ON_A_DATE = re.compile(r"\b(?:until|from) now\b", re.IGNORECASE)  # "until no longer" says nothing
_COUNTS = ("two", "three", "four", "five", "six", "seven", "eight")
_COUNT = re.compile(rf"\b(?:{'|'.join(_COUNTS)})\b", re.IGNORECASE)


def false_claims(others: Sequence[Changed], chance: random.Random) -> Iterator[Claim]:
    """Of our own cases and of others."""
    for case in (*CASES, *others):
        for text in case.claims:
            for _ in range(3):
                yield from _mutations(case, text, chance)
    for case in CASES:
        yield from _events(case, chance)


def false_counts(cases: Sequence[Changed], chance: random.Random) -> Iterator[Claim]:
    """Numbers in words, which count: another one."""
    for case in cases:
        for text in case.claims:
            for match in _COUNT.finditer("" if text.endswith("?") else text):
                other = chance.choice([word for word in _COUNTS if word != match.group().lower()])
                yield Claim("count in words", case, text[: match.start()] + other + text[match.end() :])


def false_answers(answers: Sequence[WholeAnswer], whose: str, chance: random.Random) -> Iterator[Claim]:
    """Of whole answers: their prose as that of the cases, and their findings."""
    for one in answers:
        for text in one.claims:
            for _ in range(3):
                yield from (replace(claim, kind=f"{claim.kind}, {whose}") for claim in _mutations(one, text, chance))
        for finding in one.answer.findings:
            wrong_line = finding.lines[0] + chance.choice((7, 40, 300))
            moved = replace(finding, line_start=wrong_line, line_end=wrong_line)
            yield Claim(f"line, {whose}", one, finding=moved, true_finding=finding)
            yield Claim(f"path, {whose}", one, finding=replace(finding, path=f"other/{finding.path}"))
            if re.search(r"\w", finding.quote):
                quote = _other_quote(finding.quote, chance)
                yield Claim(f"quote, {whose}", one, finding=replace(finding, quote=quote))


def findings_of(case: Case) -> Iterator[Finding]:
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


def _mutations(case: Changed, text: str, chance: random.Random) -> Iterator[Claim]:
    for match in _PATH.finditer(text):
        path = chance.choice(
            ("src/orders/export.py", "lib/payments.rb", "app/handlers/login.ts", "infra/vpc.tf", "main.c")
        )
        yield Claim("path", case, text[: match.start()] + path + text[match.end() :])
    for match in _NAME.finditer(text):
        name = _other_name(match[1], chance)
        is_there = re.search(rf"(?<!\w){name}(?!\w)", case.diff)
        kind = "another name of the change" if is_there else "symbol"
        yield Claim(kind, case, text[: match.start(1)] + name + text[match.end(1) :])
    for match in _NUMBER.finditer(text):
        number = _other_number(match.group(), chance)
        is_there = re.search(rf"(?<![\d.]){re.escape(number)}(?![\d])", case.diff)
        kind = "another number of the change" if is_there else "number"
        yield Claim(kind, case, text[: match.start()] + number + text[match.end() :])
    for right, wrong in _OPPOSITES:
        if re.search(rf"\b{right}\b", text):
            yield Claim("verb", case, re.sub(rf"\b{right}\b", wrong, text, count=1))
    for right, wrong in ((" no longer ", " now "), (" now ", " no longer ")):
        if right in text and not _ON_A_DATE.search(text):
            swapped = text.replace(right, wrong, 1)
            yield Claim("now or no longer", case, swapped)
            if _is_decided(text, right, case.diff):
                yield Claim("now or no longer, of a name or number", case, swapped)
    turned = re.sub(r"from (\S+(?: \w+)?) to (\S+?(?: \w+)?)([.,](?=\s)|[.,]?$)", r"from \2 to \1\3", text)
    if turned != text:
        yield Claim("verb", case, turned)


def _is_decided(text: str, right: str, diff: str) -> bool:
    """Whether a name in code or a number behind it stands on one side of the change alone, and none on the other."""
    told = text.split(right, 1)[1]
    words = [*(match[1] for match in _NAME.finditer(told)), *(match.group() for match in _NUMBER.finditer(told))]
    lines = {side: [line[1:] for line in diff.split("\n") if line[:1] == side] for side in "+-"}
    sides = [{side for side in "+-" if any(word in line for line in lines[side])} for word in words]
    wanted = "+" if right == " now " else "-"
    return {wanted} in sides and not any(side - {wanted} and len(side) == 1 for side in sides)


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
            return f"{int(other):,}" if "," in number else f"{other:g}" if value < 1000 else str(int(other))


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


def false_findings(chance: random.Random) -> Iterator[Claim]:
    for case in CASES:
        for finding in findings_of(case):
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
