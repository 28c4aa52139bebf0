"""
The rules: what the diff alone establishes. One module per subject, one function or table of states per rule.

A new rule is added to `ALL` of its module; the modules are listed once, here.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from lambdas.shared.domain.change import Change, Redaction
from lambdas.shared.domain.diff import FileDiff
from lambdas.shared.domain.facts import Fact
from lambdas.shared.domain.rules import (
    alternatives,
    assertions,
    authorisation,
    client_claims,
    code_safety,
    conditions,
    constants,
    containers,
    dependencies,
    error_handling,
    exposure,
    fatal,
    files,
    guards,
    identity,
    interface,
    limits,
    markers,
    messages,
    migrations,
    network,
    order,
    permissions,
    pipeline_changes,
    policy_actions,
    protections,
    queries,
    resources,
    responses,
    retention,
    safeguards,
    scripts,
    secrets,
    structure,
    team_policy,
    tests_weakened,
    value_changes,
)
from lambdas.shared.domain.rules.changed_file import ChangedFile
from lambdas.shared.domain.rules.examples import eased
from lambdas.shared.domain.rules.moves import join_moves
from lambdas.shared.domain.rules.rule import Rule
from lambdas.shared.domain.rules.selection import Selection

RULES: tuple[Rule, ...] = (
    *authorisation.ALL,
    *exposure.ALL,
    *network.ALL,
    *permissions.ALL,
    *policy_actions.ALL,
    *retention.ALL,
    *resources.ALL,
    *identity.ALL,
    *migrations.ALL,
    *code_safety.ALL,
    *client_claims.ALL,
    *containers.ALL,
    *alternatives.ALL,
    *interface.ALL,
    *responses.ALL,
    *limits.ALL,
    *value_changes.ALL,
    *constants.ALL,
    *error_handling.ALL,
    *safeguards.ALL,
    *protections.ALL,
    *messages.ALL,
    *scripts.ALL,
    *guards.ALL,
    *conditions.ALL,
    *queries.ALL,
    *fatal.ALL,
    *order.ALL,
    *dependencies.ALL,
    *pipeline_changes.ALL,
    *team_policy.ALL,
    *tests_weakened.ALL,
    *assertions.ALL,
    *structure.ALL,
    *files.ALL,
    *markers.ALL,
)


def find_facts(change: Change, diff: Iterable[FileDiff], redactions: Sequence[Redaction] = ()) -> tuple[Fact, ...]:
    """
    Apply every rule to every file; the facts come in the diff's order.

    `diff` is gone through once, so that it may be read from a stream. Files of the change that it lacks are judged by
    their names, kinds and modes.
    """
    return (*secrets.redacted(redactions), *join_moves(tuple(_facts(change, diff))))


def _facts(change: Change, diff: Iterable[FileDiff]) -> Iterator[Fact]:
    by_path = {file.path: file for file in change.files}
    for file_diff in diff:
        file = by_path.pop(file_diff.path, None)
        if file is not None:
            yield from facts_of(ChangedFile(file, file_diff))
    for file in by_path.values():
        yield from facts_of(ChangedFile(file, FileDiff(file.path, file.old_path, "", ())))


def facts_of(file: ChangedFile) -> Iterator[Fact]:
    found = [eased(fact) for rule in _selection().of(file) for fact in rule(file)]
    return files.without_echoes(file, constants.without_weaker(found))


@cache
def _selection() -> Selection:
    return Selection(RULES)
