"""A fact: what a rule establishes from the diff alone, with its place. No model is asked."""

from dataclasses import dataclass
from enum import StrEnum

from lambdas.shared.domain.review import Level


class FactKind(StrEnum):
    """What a fact is about; briefs group by it."""

    BEHAVIOUR = "behaviour"  # functions, classes, parameters, responses, routes
    EXPOSURE = "exposure"  # who can reach it: public URLs, networks, buckets
    PERMISSION = "permission"  # what it may do: IAM, Kubernetes rights, container users
    DATA = "data"  # stored data: migrations, retention, backups, encryption
    LIMIT = "limit"  # time-outs, memory, concurrency
    DEPENDENCY = "dependency"
    CODE_SAFETY = "code_safety"  # eval, shell, TLS verification, debug mode
    ERROR_HANDLING = "error_handling"
    SECRET = "secret"  # noqa: S105 -- the name of a kind
    INJECTION = "injection"  # text that tries to instruct the reviewer
    TEST = "test"
    PIPELINE = "pipeline"  # CI, build and deployment definitions
    CONFIGURATION = "configuration"
    FILE = "file"  # deletions, modes, submodules, binaries, size
    MARKER = "marker"  # notes in the code about unfinished work


@dataclass(frozen=True, slots=True)
class Fact:
    """
    One plain sentence that the diff bears out.

    `line` counts in the new file; in the old file where `is_removed`. None: the file as a whole.
    `subject`, `before` and `after` are the sentence's parts for whoever groups facts: a function's or package's
    name, an old and a new value in human units. `short` says the same in a few words, for a headline or a list.
    """

    rule: str  # the name the brief shows, such as "public-url-opened"
    path: str
    line: int | None
    text: str  # code quoted in it is trimmed to 80 characters
    level: Level | None  # None: worth saying, no risk in itself
    kind: FactKind
    subject: str = ""
    before: str | None = None
    after: str | None = None
    is_removed: bool = False
    short: str = ""
