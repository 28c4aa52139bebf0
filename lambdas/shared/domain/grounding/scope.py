"""What a sentence says of the whole change: "only documentation changes", "nothing that runs", "only one file"."""

import re
from collections.abc import Iterator

from lambdas.shared.domain.change import FileClass
from lambdas.shared.domain.grounding.material import Material

_READ = frozenset({FileClass.DOCUMENTATION})  # by people alone
_DEPENDENCIES = frozenset({FileClass.DEPENDENCY_MANIFEST, FileClass.LOCK_FILE})
_NOT_DEPLOYED = _READ | {FileClass.TEST, FileClass.CI}
_NO_CODE = frozenset(FileClass) - {FileClass.SOURCE, FileClass.MIGRATION, FileClass.VENDORED, FileClass.GENERATED}

_PROGRAM = frozenset({FileClass.SOURCE, FileClass.MIGRATION, FileClass.INFRASTRUCTURE})  # of lines that may be comments

_KINDS = {
    "documentation": _READ,
    "tests": frozenset({FileClass.TEST}),
    "pipeline": frozenset({FileClass.CI}),
    "dependencies": _DEPENDENCIES,
    "infrastructure": frozenset({FileClass.INFRASTRUCTURE}),
    "migrations": frozenset({FileClass.MIGRATION}),
    "configuration": frozenset({FileClass.CONFIGURATION, FileClass.CI}),
    "code": frozenset(FileClass) - _NO_CODE - {FileClass.MIGRATION},
    "running": frozenset(FileClass) - _NOT_DEPLOYED,
}
_KIND = r"""(?:
      (?P<{0}documentation>(?:the\s+)?(?:documentation|docs|readme)(?:\s+(?:files?|pages?|texts?))?)
    | (?P<{0}tests>(?:the\s+)?(?:unit\s+|integration\s+)?tests?(?:\s+(?:files?|code|cases?))?)
    | (?P<{0}pipeline>(?:the\s+)?(?:CI|workflows?|build\s+pipeline)(?:\s+(?:configuration|files?|definitions?))?)
    | (?P<{0}dependencies>(?:the\s+)?(?:\w+\s+)?dependenc(?:y|ies)(?:\s+(?:versions?|files?))?)
    | (?P<{0}infrastructure>(?:the\s+)?infrastructure(?:\s+(?:code|files?))?)
    | (?P<{0}migrations>(?:the\s+)?(?:database\s+)?(?:migrations?|schema))
    | (?P<{0}configuration>(?:the\s+)?configuration(?:\s+files?)?)
    | (?P<{0}running>thing\s+(?:that|which)\s+(?:runs|is\s+(?:run|deployed|executed))
        (?:\s+in\s+production)?|thing\s+in\s+production)
    | (?P<{0}code>(?:the\s+)?(?:application\s+|source\s+|program\s+|production\s+)?code)
    )"""
_DONE = r"(?:chang\w+|touch\w+|affect\w*|modif\w+|updat\w+|edit\w+|alter\w*|part\s+of\s+(?:this|the)\s+change)"
_BE = r"(?:is|are|was|were|has\s+been|have\s+been)"
_ONLY = re.compile(
    rf"\bonly\s+{_KIND.format('a_')}\s+(?:(?:{_BE}\s+)?{_DONE})"
    rf"|\b(?:touch|chang|affect|modifi|updat)\w*\s+(?:nothing\s+but|only)\s+{_KIND.format('b_')}(?=\s*(?:[.,;]|$))"
    rf"|\b(?:touch|chang|affect|modifi|updat)\w*\s+{_KIND.format('c_')}\s+only\b",
    re.IGNORECASE | re.VERBOSE,
)
_NONE = re.compile(
    rf"\bno\s?{_KIND.format('a_')}\s+(?:{_BE}\s+)?{_DONE}"
    rf"|(?:^|[;,]\s+|\band\s+){_KIND.format('b_')}\s+(?:{_BE}\s+not\s+{_DONE}|(?:does|do)\s+not\s+change"
    r"|(?:stays?|remains?|is|are)\s+(?:un(?:changed|touched|affected)|as\s+(?:it\s+is|they\s+are)))",
    re.IGNORECASE | re.VERBOSE,
)
_ONE_FILE = re.compile(rf"\bonly\s+(?:one|a\s+single)\s+file\s+(?:{_BE}\s+)?{_DONE}", re.IGNORECASE)


def is_scope_right(sentence: str, material: Material) -> bool | None:
    """Whether the files are of the classes that it says; None: it says nothing of the kind."""
    classes = {file.file_class for file in material.change.files}
    if classes & _PROGRAM and material.is_comment_only:
        classes = classes - _PROGRAM | _READ
    verdicts = [classes <= kinds for kinds in _named(_ONLY, sentence)]
    verdicts += [not classes & kinds for kinds in _named(_NONE, _nothing(sentence))]
    verdicts += [len(material.change.files) == 1 for _ in _ONE_FILE.finditer(sentence)]
    return all(verdicts) if verdicts else None


def _named(pattern: re.Pattern[str], sentence: str) -> Iterator[frozenset[FileClass]]:
    for match in pattern.finditer(sentence):
        yield next(_KINDS[name[2:]] for name, text in match.groupdict().items() if text)


def _nothing(sentence: str) -> str:
    """As "nothing that runs" is "no thing that runs"."""
    return re.sub(r"\bnothing\b", "no thing", sentence, flags=re.IGNORECASE)
