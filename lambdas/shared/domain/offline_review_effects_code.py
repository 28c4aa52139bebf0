"""What follows from facts about what callers meet, settings, tests and the pipeline."""

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
        "pipeline-definition-changed",
        consequences=("Operations: the software is checked, built or deployed differently from now on.",),
        question="Was the changed build or deployment tried out before?",
    ),
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
    Effect(
        "deployment-policy-reworded",
        consequences=("Operations: from the next deployment on changes are held against other words than so far.",),
        question="Does the deployment policy still ask for as much as before?",
    ),
    Effect("deployment-policy-extended", question="Does this change itself comply with what the policy asks for now?"),
    Effect(
        "request-parameter-removed",
        consequences=("Function: callers who send {subjects} are no longer heeded there.",),
        question="Who still sends {subjects}?",
    ),
    Effect("route-added", question="Who may call {subjects}, and does anything check it?"),
    Effect(
        "command-option-removed",
        consequences=("Function: commands and scripts that give {subjects} fail or are not heeded.",),
        question="Which scripts and instructions still give {subjects}?",
    ),
    Effect(
        "function-parameter-removed", question="Do all that call it, in other repositories too, leave {subjects} out?"
    ),
    Effect(
        "environment-variable-read",
        consequences=("Operations: where {subjects} is not set, this may fail or fall back to a default.",),
        question="Is the new environment variable ({subjects}) set where it runs?",
    ),
    Effect(
        "setting-changed",
        question="What are the new values based on, and were they tried out ({subjects})?",
    ),
    Effect(
        "feature-flag-changed",
        consequences=("Function: what stands behind the switch ({subjects}) comes or goes for its users at once.",),
        question="Is the switch ({subjects}) meant to be turned for everyone at once?",
    ),
    Effect("fixme-added", question="Is the unfinished part safe to be in production?"),
    Effect(
        "test-removed",
        consequences=("Operations: nothing shows any more that what these tests covered still works.",),
        question="Why are tests removed ({subjects})?",
    ),
    Effect(
        "test-file-deleted",
        consequences=("Operations: nothing shows any more that what these tests covered still works.",),
        question="What takes the place of the deleted tests?",
    ),
    Effect(
        "test-skipped",
        consequences=("Operations: a passed test run says nothing about what is skipped.",),
        question="Why are tests skipped, and until when?",
    ),
    Effect(
        "tests-restricted",
        consequences=("Operations: a passed test run says nothing about the tests that no longer run.",),
        question="Was the restriction to a few tests left in by mistake ({path})?",
    ),
    Effect(
        "assertions-removed",
        consequences=("Operations: the tests pass in cases in which they failed before.",),
        question="Why do the tests check less than before ({path})?",
    ),
    Effect(
        "assertion-loosened",
        consequences=("Operations: the tests pass in cases in which they failed before.",),
        question="Which result was the test meant to see, and why must it no longer be this one ({path})?",
    ),
    Effect(
        "check-made-optional",
        consequences=("Operations: the build succeeds although a check has failed.",),
        question="Which failures will go unnoticed now?",
    ),
    Effect(
        "pipeline-versions-changed", question="Do the changed versions of the automation come from whom they should?"
    ),
    Effect(
        "pipeline-rights-widened",
        consequences=("Security: whoever can propose a change may run code with the rights of the automation.",),
        question="Which code from outside runs with these rights, and who looks at it before ({path})?",
    ),
    Effect(
        "pipeline-right-added",
        consequences=("Security: whoever can change the automation can write there, too.",),
        question="What does the automation need the new right for ({path})?",
    ),
    Effect(
        "code-owners-changed",
        consequences=("Operations: other people than before have to agree to later changes.",),
        question="Who decided who has to agree to later changes?",
    ),
)
