"""Facts of the same rule said together, and what several of them are called."""

from collections.abc import Iterable, Iterator, Sequence

from lambdas.shared.domain.facts import Fact, FactKind
from lambdas.shared.domain.offline_review_words import listing, lower_first, place, places, sentence_with_places

# A label in front of the subjects, and the words for a headline; what is not here is said one by one.
_LABELS = {
    "function-added": ("New functions", "{} new functions"),
    "function-removed": ("Functions removed", "{} functions removed"),
    "function-changed": ("Functions changed", "{} functions changed"),
    "function-moved": ("Functions moved to other files", "{} functions moved"),
    "class-added": ("New classes and types", "{} new classes"),
    "class-removed": ("Classes and types removed", "{} classes removed"),
    "class-changed": ("Classes and types changed", "{} classes changed"),
    "class-moved": ("Classes and types moved to other files", "{} classes moved"),
    "function-parameter-added": ("Functions take new parameters", "{} new parameters"),
    "function-parameter-removed": ("Functions no longer take", "{} parameters removed"),
    "request-parameter-added": ("Requests may carry new parameters", "{} new request parameters"),
    "request-parameter-removed": ("Request parameters no longer read", "{} request parameters no longer read"),
    "command-option-added": ("New command-line options", "{} new command-line options"),
    "command-option-removed": ("Command-line options removed", "{} command-line options removed"),
    "environment-variable-read": ("Newly read environment variables", "{} new environment variables"),
    "environment-variable-no-longer-read": ("Environment variables no longer read", "{} environment variables dropped"),
    "dependency-moved": ("Dependencies moved to another list", "{} dependencies moved to another list"),
    "route-moved": ("Addresses served from other files", "{} addresses served from other files"),
    "route-added": ("New addresses served", "{} new addresses"),
    "route-removed": ("Addresses no longer served", "{} addresses no longer served"),
    "response-field-added": ("The result now also contains", "{} new fields in results"),
    "response-field-removed": ("The result no longer contains", "{} fields of results removed"),
    "dependency-added": ("New dependencies", "{} new dependencies"),
    "dependency-removed": ("Dependencies removed", "{} dependencies removed"),
    "dependency-upgraded": ("Dependencies moved up", "{} dependencies moved up"),
    "dependency-upgraded-major": (
        "Dependencies moved to a new major version",
        "{} dependencies with a new major version",
    ),
    "dependency-downgraded": ("Dependencies moved down", "{} dependencies moved down"),
    "dependency-changed": ("Dependencies changed", "{} dependencies changed"),
    "dependency-range-changed": ("Dependencies asked for differently", "{} version ranges changed"),
    "dependency-not-pinned": ("Dependencies not pinned to a version", "{} dependencies not pinned"),
    "lock-file-changed": ("Locked versions change in", "{} lock files changed"),
    "third-party-code-changed": ("Third-party code kept in the repository changes in", "{} third-party files changed"),
    "test-added": ("New tests", "{} new tests"),
    "test-changed": ("Tests changed", "{} tests changed"),
    "test-removed": ("Tests removed", "{} tests removed"),
    "test-moved": ("Tests moved to other files", "{} tests moved"),
    "test-file-deleted": ("Test files deleted", "{} test files deleted"),
    "file-deleted": ("Files deleted", "{} files deleted"),
    "binary-changed": ("Binary files, whose content cannot be read here, change", "{} binary files changed"),
    "stored-elsewhere": ("Content kept outside the repository changes in", "{} files kept elsewhere changed"),
    "made-executable": ("Files made executable", "{} files made executable"),
    "large-generated-change": ("Large generated or third-party files change", "{} large generated files"),
    "pipeline-definition-changed": ("Definitions of the build or deployment change", "{} build definitions changed"),
    "deployment-policy-weakened": (
        "The team's deployment policy loses sentences",
        "{} sentences of the deployment policy removed",
    ),
    "deployment-policy-reworded": (
        "Sentences of the team's deployment policy change",
        "{} sentences of the deployment policy reworded",
    ),
    "deployment-policy-extended": (
        "The team's deployment policy gains sentences",
        "{} sentences added to the deployment policy",
    ),
    "pipeline-versions-changed": (
        "Versions or details of the automation change in",
        "{} details of automation changed",
    ),
    "action-allowed": ("Policies allow new actions", "{} new actions allowed"),
    "action-withdrawn": ("Policies no longer allow", "{} actions no longer allowed"),
    "resource-added": ("The infrastructure gains", "{} new cloud resources"),
    "resource-removed": ("The infrastructure loses", "{} cloud resources removed"),
    "data-store-removed": ("Resources that hold data are removed", "{} resources that hold data removed"),
    "setting-changed": ("Settings change", "{} settings changed"),
    "constant-changed": ("Constants change", "{} constants changed"),
    "feature-flag-changed": ("Switches turned", "{} switches turned"),
}
_SHOWN_ALONE = 2
_NAMES_SUFFICE = {
    "test-added",
    "test-changed",
    "test-moved",
    "test-removed",
    "test-file-deleted",
    "file-deleted",
    "binary-changed",
    "pipeline-definition-changed",
    "pipeline-versions-changed",
    "action-allowed",
    "action-withdrawn",
    "resource-added",
}
_WITH_VERSIONS = (
    "dependency-upgraded",
    "dependency-downgraded",
    "dependency-changed",
    "setting-",
    "constant-",
    "feature-",
)


def by_rule(facts: Iterable[Fact]) -> list[list[Fact]]:
    """Groups of the same rule, in the order in which each rule comes first."""
    groups: dict[str, list[Fact]] = {}
    for fact in facts:
        groups.setdefault(fact.rule, []).append(fact)
    return list(groups.values())


def sentences(facts: Sequence[Fact], *, with_places: bool) -> Iterator[str]:
    """All facts of one rule: each in its own sentence while they are few, else in one sentence with their names."""
    by_text: dict[str, list[Fact]] = {}
    for fact in facts:
        by_text.setdefault(fact.text, []).append(fact)
    texts = [sentence_with_places(same) if with_places else text for text, same in by_text.items()]
    if len(texts) < 2 or (len(texts) <= _SHOWN_ALONE and facts[0].rule not in _NAMES_SUFFICE):
        yield from texts
    elif facts[0].rule in _LABELS:
        where = f" ({places(facts)})" if with_places else ""
        yield f"{_LABELS[facts[0].rule][0]}: {listing((_named(fact) for fact in facts), most=6)}{where}."
    else:
        yield f"{texts[0].removesuffix('.')}, and {len(facts) - len(by_text[facts[0].text]):,} more like it."


def headline_words(facts: Sequence[Fact]) -> str:
    """The gravest facts of one rule in a few words."""
    gravest = max((fact.level.rank for fact in facts if fact.level), default=None)
    facts = [fact for fact in facts if gravest is None or (fact.level and fact.level.rank == gravest)]
    if len({fact.subject or (fact.path, fact.line) for fact in facts}) == 1:
        return facts[0].short or lower_first(facts[0].text.rstrip("."))
    in_code = facts[0].kind is FactKind.BEHAVIOUR  # where two files may each have a thing of that name
    different = len({(fact.path if in_code else "", fact.subject or (fact.path, fact.line)) for fact in facts})
    if facts[0].rule in _LABELS:
        return _LABELS[facts[0].rule][1].format(f"{different:,}")
    return f"{facts[0].short or lower_first(facts[0].text.rstrip('.'))}, and {different - 1:,} more like it"


def _named(fact: Fact) -> str:
    if fact.rule.startswith(_WITH_VERSIONS) and fact.before is not None and fact.after is not None:
        return f"`{fact.subject}` from {fact.before or 'any'} to {fact.after or 'any'}"
    return f"`{fact.subject}`" if fact.subject else place(fact)
