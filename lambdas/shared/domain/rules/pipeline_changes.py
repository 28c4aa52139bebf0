"""How the software is checked, built and deployed: CI definitions, buildspecs, release scripts."""

from collections.abc import Iterator

from lambdas.shared.domain.change import FileClass, FileKind
from lambdas.shared.domain.facts import Fact, FactKind
from lambdas.shared.domain.review import Level
from lambdas.shared.domain.rules.changed_file import ChangedFile
from lambdas.shared.domain.rules.rule import FactType, Rule, code
from lambdas.shared.domain.rules.state_rule import Saying, StateRule, pattern, words

_HARMLESS = ("codecov", "dependabot", "renovate", "CODEOWNERS", ".pre-commit-config", "stale", "labeler")
_ACTION = pattern(r"\buses:\s*[\"']?([\w./-]+)@([\w.-]+)")
_CHANGED = FactType("pipeline-definition-changed", FactKind.PIPELINE, Level.MEDIUM)
_CHANGED_LITTLE = FactType("pipeline-versions-changed", FactKind.PIPELINE, Level.LOW)
_OWNERS = FactType("code-owners-changed", FactKind.PIPELINE, Level.MEDIUM)
_VERBS = {FileKind.ADDED: "is added", FileKind.DELETED: "is removed"}


def _is_ci(file: ChangedFile) -> bool:
    return file.file_class is FileClass.CI


def definition(file: ChangedFile) -> Iterator[Fact]:
    """One fact per file: what checks and builds the software is not what it was."""
    if not _is_ci(file):
        return
    verb = _VERBS.get(file.file.kind, "changes")
    if "codeowners" in file.path.lower():
        yield _OWNERS.of(
            file,
            f"Who must approve changes {'is defined anew' if verb == 'changes' else verb} ({code(file.path)}).",
            subject=file.path,
            short="the code owners changed",
        )
    elif any(name in file.path for name in _HARMLESS):
        yield _CHANGED_LITTLE.of(
            file,
            f"The automation in {code(file.path)}, beside build and deployment, {verb}.",
            subject=file.path,
            short="automation beside the build changed",
        )
    elif _only_versions(file):
        yield _CHANGED_LITTLE.of(
            file,
            f"The build or deployment in {code(file.path)} uses other versions of its tools.",
            subject=file.path,
            short="versions of the build's tools changed",
        )
    else:
        yield _CHANGED.of(
            file,
            f"The definition of the build or deployment in {code(file.path)} {verb}.",
            subject=file.path,
            short="the build or deployment definition changed",
        )


def _only_versions(file: ChangedFile) -> bool:
    """Every changed line names an action or image, and the same ones before and after."""
    before, after = ([_ACTION.search(line.text) for line in lines] for lines in (file.removed, file.added))
    return (
        bool(after)
        and all(before)
        and all(after)
        and ({match[1] for match in before if match} == {match[1] for match in after if match})
    )


def _saying(rule: str, text: str, short: str, level: Level) -> Saying:
    return Saying(FactType(rule, FactKind.PIPELINE, level), text, short)


_WEAKENED = StateRule(
    words("continue allow_failure ignore no_verify skip exit true no verify fail_fast"),
    pattern(
        r"\bcontinue-on-error:\s*true\b|\ballow_failure:\s*true\b|--no-verify\b|\|\|\s*(?:true|exit 0)\s*$"
        r"|\bon-failure:\s*CONTINUE\b"
    ),
    _saying(
        "check-made-optional",
        "A step of the build may now fail without stopping it: {code}.",
        "a step of the build made optional",
        Level.MEDIUM,
    ),
    on=_is_ci,
)
_TRUSTED = StateRule(
    words("pull_request_target write-all write persist"),
    pattern(r"\bpull_request_target\b|\bpermissions:\s*write-all\b"),
    _saying(
        "pipeline-rights-widened",
        "Automation gets rights that code from outside could use: {code}.",
        "automation with wider rights",
        Level.HIGH,
    ),
    on=_is_ci,
)
_WORKFLOW_RIGHTS = StateRule(
    words("write"),
    pattern(
        r"^\s*(?:contents|packages|id-token|actions|deployments|pull-requests|issues|security-events|checks|statuses"
        r"|pages):\s*write\s*$"
    ),
    _saying(
        "pipeline-right-added",
        "Automation may write where it could not before: {code}.",
        "automation may write more",
        Level.MEDIUM,
    ),
    Saying(
        FactType("pipeline-right-withdrawn", FactKind.PIPELINE),
        "Automation loses a right to write: {code}.",
        "automation may write less",
    ),
    on=_is_ci,
)

ALL: tuple[Rule, ...] = (definition, _WEAKENED, _TRUSTED, _WORKFLOW_RIGHTS)
