"""What follows from facts about stored data, and about what the software runs on and within which limits."""

import re

from lambdas.shared.domain.facts import Fact
from lambdas.shared.domain.offline_review_effect import Effect, is_cut, is_raised, is_zero

_PROTECTION = re.compile(
    r"network_?polic|pod_?security|firewall|waf|web_?acl|network_?acl|guard|trail|alarm|backup|quota|limit_?range"
    r"|disruption|budget|detector|flow_?log",
    re.IGNORECASE,
)


def _is_protection(fact: Fact) -> bool:
    return _PROTECTION.search(fact.subject) is not None


EFFECTS = (
    Effect(
        "database-dropped",
        consequences=("Operations: what is dropped comes back from a backup only, not by rolling the code back.",),
        question="Is there a backup that was restored once, and who has confirmed that the data may go?",
    ),
    Effect(
        "data-dropped",
        consequences=(
            "Operations: what is dropped comes back from a backup only, not by rolling the code back.",
            "Function: a release that still uses it fails as soon as the migration has run.",
        ),
        question="Is what is dropped ({subjects}) unused by the release that is running, and is there a backup?",
    ),
    Effect(
        "rows-deleted",
        consequences=("Operations: deleted rows come back from a backup only.",),
        question="Are all rows meant, and is there a backup?",
    ),
    Effect(
        "rows-overwritten",
        consequences=("Operations: the values before come back from a backup only, not by rolling the code back.",),
        question="Are all rows meant, and where are their values kept from before?",
    ),
    Effect(
        "structure-changed",
        consequences=("Operations: going back to the release before may not fit the stored data any more.",),
        question="Does all stored data fit the new form, and how long does the conversion take?",
    ),
    Effect(
        "migration-runs-code",
        consequences=("Operations: what the migration does to stored data is decided by code, not by its statements.",),
        question="Was the migration run on a copy of the real data, and how is it undone?",
    ),
    Effect(
        "index-locks-table",
        consequences=("Operations: while the index is built, the table may take no changes.",),
        question="How large is the table, and who may wait meanwhile?",
    ),
    Effect(
        "resource-removed",
        consequences=("Security: the protection that {subjects} gave is gone.",),
        question="What takes the place of {subjects}?",
        when=_is_protection,
    ),
    Effect(
        "resource-removed",
        consequences=("Operations: whatever still uses {subjects} fails.",),
        question="Is anything left that uses {subjects}?",
        when=lambda fact: not _is_protection(fact),
    ),
    Effect(
        "data-store-removed",
        consequences=("Operations: what the removed resource holds is lost, unless it is retained or backed up.",),
        question="Is what {subjects} holds still needed, and is it retained or backed up?",
    ),
    Effect(
        "data-store-replaced",
        consequences=("Operations: what is stored now is not in the new one, and is lost unless the old one is kept.",),
        question="How does what is stored now get into the new one, and is the old one kept until then ({path})?",
    ),
    Effect(
        "runtime-changed",
        consequences=("Operations: the code is run by another version of its language ({after} instead of {before}).",),
        question="Was it tested with {after}, its dependencies included?",
    ),
    Effect(
        "structure-renamed",
        consequences=(
            "Operations: while both releases run, or after a rollback, the older one looks for the former name.",
        ),
        question="How do the old and the new release run side by side?",
    ),
    Effect(
        "data-deleted-with-stack",
        consequences=("Operations: removing or replacing the resource removes its data for good.",),
        question="May this data be lost when the stack is removed or the resource replaced?",
    ),
    Effect(
        "data-retention-removed",
        consequences=("Operations: removing or replacing the resource may remove its data.",),
        question="Why is the protection of the data given up?",
    ),
    Effect(
        "deletion-protection-off",
        consequences=("Operations: a single mistaken command can delete it, with all that it holds.",),
        question="Why is the protection against deletion switched off, and for how long?",
    ),
    Effect(
        "backups-off",
        consequences=("Operations: after a mistake or a failure there is nothing to restore from.",),
        question="How would the data be restored after a failure?",
    ),
    Effect(
        "encryption-off",
        consequences=("Security: who gets hold of the storage or the connection can read the data.",),
        question="Which data is stored or sent unencrypted now?",
    ),
    Effect(
        "timeout-changed",
        consequences=("Operations: what takes longer than {after} is now cut off; it had {before} before.",),
        question="Does everything that runs in production today finish within {after}, and how was that measured?",
        when=is_cut,
    ),
    Effect(
        "timeout-changed",
        consequences=("Operations: a call that hangs now occupies its place for up to {after} instead of {before}.",),
        when=is_raised,
    ),
    Effect(
        "memory-changed",
        consequences=("Operations: what needs more than {after} now fails.",),
        question="How much memory does it use at its peak today?",
        when=is_cut,
    ),
    Effect(
        "memory-changed",
        consequences=("Cost: more memory is paid for ({after} instead of {before}), unless it gets faster by it.",),
        when=is_raised,
    ),
    Effect(
        "capacity-changed",
        consequences=("Operations: fewer instances ({after} instead of {before}) carry the load.",),
        question="Does {after} carry the highest load seen so far?",
        when=is_cut,
    ),
    Effect(
        "capacity-changed",
        consequences=("Cost: more instances may run ({after} instead of {before}).",),
        when=is_raised,
    ),
    Effect(
        "concurrency-changed",
        consequences=(
            "Operations: fewer things run at the same time ({after} instead of {before}); more may have to wait.",
        ),
        question="What happens to what exceeds the new limit of {after}?",
        when=is_cut,
    ),
    Effect(
        "concurrency-changed",
        consequences=(
            "Operations: what stands behind it must carry up to {after} at the same time instead of {before}.",
        ),
        question="Can the systems behind it carry {after} at the same time?",
        when=is_raised,
    ),
    Effect(
        "retries-changed",
        consequences=("Operations: what fails is tried again less often ({after} instead of {before}).",),
        question="What becomes of work that is given up sooner?",
        when=lambda fact: is_cut(fact) and not is_zero(fact),
    ),
    Effect(
        "retries-changed",
        consequences=("Operations: what fails is no longer tried again; a short disturbance is now a failure.",),
        question="What becomes of work that fails once and would have succeeded later?",
        when=is_zero,
    ),
    Effect(
        "retries-changed",
        consequences=(
            "Operations: what fails is tried again more often ({after} instead of {before}); failures show later.",
        ),
        question="May what is tried again be done twice?",
        when=is_raised,
    ),
    Effect(
        "rate-limit-changed",
        consequences=("Function: callers are refused sooner (limit {after} instead of {before}).",),
        question="Do present callers stay below the new limit of {after}?",
        when=is_cut,
    ),
    Effect(
        "rate-limit-changed",
        consequences=("Operations: more calls get through to what stands behind (limit {after} instead of {before}).",),
        question="Does what stands behind carry {after}?",
        when=is_raised,
    ),
    Effect(
        "retention-changed",
        consequences=("Operations: after {after} what was kept is gone; it was kept {before} before.",),
        question="Does any duty or any plan for a restore need more than {after}?",
        when=lambda fact: is_cut(fact) and not is_zero(fact),
    ),
    Effect(
        "retention-changed",
        consequences=("Operations: what was kept for {before} is not kept any more.",),
        question="Does any duty or any plan for a restore need what is no longer kept?",
        unless=frozenset({"backups-off"}),
        when=is_zero,
    ),
)
