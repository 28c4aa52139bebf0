"""What follows from facts about what callers meet, dependencies, tests and the pipeline."""

from lambdas.shared.domain.offline_review_effect import Effect

EFFECTS = (
    Effect(
        "alternative-added",
        consequences=(
            "Function: there is one more choice, `{subject}`; for callers who choose nothing, the default decides.",
        ),
        question="What do callers get who choose nothing, and is that what they got before?",
    ),
    Effect(
        "response-field-added",
        consequences=(
            "Function: results carry {subjects} in addition; clients that check results strictly do not expect it.",
        ),
    ),
    Effect(
        "response-field-removed",
        consequences=("Function: clients that read {subjects} no longer find it.",),
        question="Which clients read {subjects}, and are they ready?",
    ),
    Effect(
        "route-removed",
        consequences=("Function: callers of {subjects} get an error, unless another route answers.",),
        question="Who still calls {subjects}?",
    ),
    Effect(
        "request-parameter-removed", consequences=("Function: callers who send {subjects} are no longer heeded there.",)
    ),
    Effect("environment-variable-read", question="Is the new environment variable ({subjects}) set where it runs?"),
    Effect(
        "dependency-upgraded-major",
        consequences=("Operations: a new major version may break what was relied upon ({subjects}).",),
        question="Were the breaking changes of {subjects} gone through?",
    ),
    Effect("dependency-downgraded", question="Why does {subjects} go back to an older version?"),
    Effect(
        "dependency-not-pinned",
        consequences=("Operations: two builds of the same code may differ (not pinned: {subjects}).",),
    ),
    Effect(
        "dependency-added", question="Who looks after the new dependency ({subjects}), and was its licence checked?"
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
    Effect("test-removed", question="Why are tests removed ({subjects})?"),
    Effect("test-skipped", question="Why are tests skipped, and until when?"),
    Effect("test-file-deleted", question="What takes the place of the deleted tests?"),
    Effect("assertions-removed", question="Why do the tests check less than before ({path})?"),
    Effect(
        "pipeline-definition-changed",
        consequences=("Operations: the software is checked, built or deployed differently from now on.",),
        question="Was the changed build or deployment tried out before?",
    ),
    Effect("check-made-optional", question="Which failures will go unnoticed now?"),
    Effect(
        "deployment-policy-removed",
        consequences=("Operations: from the next deployment on no change is held against the team's own rules.",),
        question="Who decided that the team's deployment policy goes?",
    ),
    Effect(
        "deployment-policy-weakened",
        consequences=("Operations: from the next deployment on changes are held against fewer rules of the team.",),
        question="Who decided that the deployment policy asks for less, and why with this change?",
    ),
    Effect("deployment-policy-reworded", question="Does the deployment policy still ask for as much as before?"),
    Effect("submodule-moved", question="What changes inside the submodule? It is not part of this diff."),
    Effect("feature-flag-changed", question="Is the switch ({subjects}) meant to be turned for everyone at once?"),
    Effect("fixme-added", question="Is the unfinished part safe to be in production?"),
)
