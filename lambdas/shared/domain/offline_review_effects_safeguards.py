"""What follows from facts about what holds a program back: checks, conditions, safeguards, what becomes of failures."""

from lambdas.shared.domain.offline_review_effect import Effect

EFFECTS = (
    Effect(
        "check-removed",
        consequences=("Function: what was refused before is now accepted.",),
        question="What keeps out now what the removed check refused ({path})?",
    ),
    Effect(
        "early-return-removed",
        consequences=("Function: cases in which the code stopped early now go through the rest of it.",),
        question="What happens now in the case that ended early before ({path})?",
    ),
    Effect(
        "early-return-added",
        consequences=("Function: in some cases less is done than before.",),
        question="What is left undone where the code now stops early ({path})?",
    ),
    Effect(
        "condition-changed",
        consequences=("Function: some cases are now decided the other way.",),
        question="Which cases are decided differently now, and does a test show each of them ({path})?",
    ),
    Effect(
        "calculation-changed",
        consequences=("Function: results differ from those of the release that is running.",),
        question="Who needs to know that results differ, and what becomes of those already stored ({path})?",
    ),
    Effect(
        "returned-value-changed",
        consequences=("Function: callers get another answer than before.",),
        question="What do callers make of `{after}` instead of `{before}` ({path})?",
    ),
    Effect(
        "step-moved",
        consequences=("Function: when something fails in between, another part is done or left undone.",),
        question="Why does the order of the steps change, and what if the first of them fails ({path})?",
    ),
    Effect(
        "selection-removed",
        consequences=("Security: records are reached that were left out before, perhaps those of other customers.",),
        question="What limits now whose records are reached ({path})?",
    ),
    Effect(
        "filter-removed",
        consequences=("Function: more records are selected than before.",),
        question="Are the records meant that were filtered out before ({path})?",
    ),
    Effect(
        "key-part-removed",
        consequences=("Security: what belongs to different users or cases may be mixed up under one key.",),
        question="Can two things that must be kept apart get the same key now ({path})?",
    ),
    Effect(
        "transaction-removed",
        consequences=("Operations: after a failure halfway, data may be left half written.",),
        question="What puts the data right after a failure halfway ({path})?",
    ),
    Effect(
        "sql-transaction-removed",
        consequences=("Operations: a migration that fails halfway leaves a part of it done.",),
        question="How is the database brought back in order when the migration fails halfway ({path})?",
    ),
    Effect(
        "deadline-removed",
        consequences=("Operations: when the other side does not answer, this waits with it, for as long as it takes.",),
        question="What ends the waiting when the other side does not answer ({path})?",
    ),
    Effect(
        "rate-limit-removed",
        consequences=("Security: passwords can be guessed, and the service flooded, without being slowed down.",),
        question="What holds back repeated calls and guesses now ({path})?",
    ),
    Effect(
        "retry-removed",
        consequences=("Operations: a short disturbance elsewhere is now a failure here.",),
        question="What becomes of work that fails once and would have succeeded later ({path})?",
    ),
    Effect(
        "audit-removed",
        consequences=("Security: of such an action nobody can tell afterwards who took it.",),
        question="Who allowed the audit entry to go, and does any duty to keep records ask for it ({path})?",
    ),
    Effect(
        "stop-at-errors-removed",
        consequences=("Operations: the script goes on after a failed command, and may report success.",),
        question="Which later command must not run after an earlier one has failed ({path})?",
    ),
    Effect(
        "idempotency-key-removed",
        consequences=("Function: a call that is repeated after a time-out may be carried out, and paid for, twice.",),
        question="What keeps a repeated call from being carried out twice now ({path})?",
    ),
    Effect(
        "message-acknowledged-first",
        consequences=("Operations: what fails after the message is acknowledged is lost; nothing brings it back.",),
        question="How does a message whose handling fails come back now ({path})?",
    ),
    Effect(
        "message-return-removed",
        consequences=("Operations: a message that could not be handled is not tried again at once, or ever.",),
        question="What becomes of a message that could not be handled ({path})?",
    ),
    Effect(
        "failure-ignored",
        consequences=("Operations: when the command fails the script goes on, and may report success.",),
        question="Which failure is meant to be ignored there, and how are others noticed ({path})?",
    ),
    Effect(
        "failure-made-fatal",
        consequences=("Operations: a failure that callers could deal with now ends the program.",),
        question="Can this failure occur in production, and what restarts the program then ({path})?",
    ),
    Effect(
        "catch-all-added",
        consequences=("Operations: failures that nobody thought of are now treated like those that were expected.",),
        question="Which failures are meant to be caught there, and are the others reported ({path})?",
    ),
    Effect(
        "error-handling-removed",
        consequences=("Operations: failures that were answered here may now reach the caller or stop the work.",),
        question="What happens now when the failure occurs that was handled before ({path})?",
    ),
    Effect(
        "errors-swallowed",
        consequences=("Operations: when this fails, nobody hears of it.",),
        question="How would anyone notice that this fails ({path})?",
    ),
)
