"""When a message of a queue is acknowledged, and what becomes of one that could not be handled."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lambdas.shared.domain.change import FileClass, FileKind
from lambdas.shared.domain.facts import Fact, FactKind
from lambdas.shared.domain.review import Level
from lambdas.shared.domain.rules.changed_file import ChangedFile
from lambdas.shared.domain.rules.code_lines import CodeLine
from lambdas.shared.domain.rules.rule import FactType, Rule, code
from lambdas.shared.domain.rules.state_rule import words

_WORDS = words(
    "ack nack basic_ack basicack basic_nack basicnack basic_reject basicreject acknowledge delete_message"
    " deletemessage deletemessagecommand commitsync commit_sync abandonmessageasync completemessageasync"
)
_ACK = re.compile(
    r"\.(?:[aA]ck|basic_?[aA]ck|[aA]cknowledge|delete_?[mM]essage|DeleteMessage|commit_?[sS]ync|CompleteMessageAsync)\("
    r"|\bDeleteMessageCommand\("
)
_NACK = re.compile(
    r"\.(?:[nN]ack|negativeAcknowledge|basic_?[nN]ack|basic_?[rR]eject|AbandonMessageAsync)\("
    r"|\b(?:ChangeMessageVisibility|change_message_visibility)\w*\(.*\b0\b"
)
_CALLED = re.compile(r"\b([A-Za-z_]\w*)\s*\(")
_OF_NO_WEIGHT = re.compile(  # beside the work itself
    r"if|for|while|switch|return|func|function|catch|defer|go|await|def|with|log\w*|print\w*|Print\w*|[eE]rror\w*|[wW]arn\w*"
    r"|[iI]nfo\w*|debug|Debug|len|append|str|int|new|Done|Add|Wait|Lock|Unlock|\w*[nN]?[aA]ck\w*|isinstance|Sprintf|format"
)
_FIRST = FactType("message-acknowledged-first", FactKind.DATA, Level.HIGH)
_KEPT = FactType("message-return-removed", FactKind.DATA, Level.MEDIUM)


def acknowledged_first(file: ChangedFile) -> Iterator[Fact]:
    """What was done before a message was acknowledged is now done after it."""
    if not _may_concern(file):
        return
    for lines in file.hunks:
        old, new = _side(file, lines, "-"), _side(file, lines, "+")
        if old is None or new is None:
            continue
        ack, later = new.ack, old.before & new.after - new.before
        if later:
            name = min(later)
            yield _FIRST.at(
                file,
                ack,
                f"A message is acknowledged before it is handled ({code(name + '()')}), no longer after it; what fails "
                f"then is lost: {code(ack.text)}.",
                subject=name,
                short="messages acknowledged before they are handled",
            )


def returned(file: ChangedFile) -> Iterator[Fact]:
    """A message that could not be handled no longer goes back to its queue, though others are still taken from it."""
    if not _may_concern(file) or file.file.kind is FileKind.DELETED:
        return
    given_back = [line for line in file.changed_with(_WORDS) if _NACK.search(file.code(line))]
    gone = [line for line in given_back if line.is_removed and not file.is_moved(line)]
    if not gone or any(not line.is_removed for line in given_back):
        return
    if any(_ACK.search(line.text) for lines in file.hunks for line in lines if not line.is_removed):
        yield _KEPT.at(
            file,
            gone[0],
            f"A message that could not be handled is no longer given back to its queue: {code(gone[0].text)}.",
            subject=gone[0].text.strip(),
            short="failed messages no longer given back",
        )


def _may_concern(file: ChangedFile) -> bool:
    return not _WORDS.isdisjoint(file.words) and file.file_class is FileClass.SOURCE and bool(file.removed)


@dataclass(frozen=True, slots=True)
class _Side:
    """The names of what is called before the first acknowledgement of a hunk, and after it."""

    ack: CodeLine
    before: set[str]
    after: set[str]


def _side(file: ChangedFile, lines: Sequence[CodeLine], kind: str) -> _Side | None:
    seen = [line for line in lines if line.kind in (kind, " ")]
    place = next((index for index, line in enumerate(seen) if _acknowledges(file, line)), None)
    if place is None:
        return None
    return _Side(seen[place], _called(file, seen[:place]), _called(file, seen[place:]))


def _acknowledges(file: ChangedFile, line: CodeLine) -> bool:
    return _ACK.search(line.text) is not None and _ACK.search(file.code(line)) is not None


def _called(file: ChangedFile, lines: Sequence[CodeLine]) -> set[str]:
    names = {name for line in lines if "(" in line.text for name in _CALLED.findall(file.code(line))}
    return {name for name in names if not _OF_NO_WEIGHT.fullmatch(name)}


ALL: tuple[Rule, ...] = (acknowledged_first, returned)
