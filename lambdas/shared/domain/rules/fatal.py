"""Failures that were handed back to the caller and now end the program: Rust's unwrap, Swift's try!, Kotlin's !!."""

import re
from collections.abc import Iterator

from lambdas.shared.domain.change import FileClass
from lambdas.shared.domain.facts import Fact, FactKind
from lambdas.shared.domain.review import Level
from lambdas.shared.domain.rules.changed_file import ChangedFile
from lambdas.shared.domain.rules.rule import FactType, Rule, code

_WAYS = {
    "Rust": (
        re.compile(r"\.map_err\(|\?\s*[;.),]|\?$|\.ok_or"),
        re.compile(r"\.(?:unwrap|expect)\("),
        "a panic that ends the program",
    ),
    "Swift": (re.compile(r"\btry\b(?![!?])|\btry\?"), re.compile(r"\btry!"), "a crash of the program"),
    "Kotlin": (re.compile(r"\?\.|\?:"), re.compile(r"!!"), "an exception"),
}
_FATAL = FactType("failure-made-fatal", FactKind.ERROR_HANDLING, Level.MEDIUM)


def fatal(file: ChangedFile) -> Iterator[Fact]:
    way = _WAYS.get(file.language.name)
    if way is None or file.file_class is not FileClass.SOURCE:
        return
    handed_back, ends, what = way
    for old, new in file.rewritten:
        if not ends.search(new.text) or ends.search(old.text) or not handed_back.search(old.text):
            continue
        now = file.code(new)
        if ends.search(now) and handed_back.search(file.code(old)) and not handed_back.search(now):
            yield _FATAL.at(
                file,
                new,
                f"A failure that was handled or handed back as an error is now {what}: {code(new.text)}.",
                short="a failure that ends the program",
            )


ALL: tuple[Rule, ...] = (fatal,)
