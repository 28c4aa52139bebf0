"""What follows from facts about what the software is made from: dependencies, images, sources, files."""

from lambdas.shared.domain.offline_review_effect import Effect

EFFECTS = (
    Effect(
        "dependency-upgraded-major",
        consequences=("Operations: a new major version may break what was relied upon ({subjects}).",),
        question="Were the breaking changes of {subjects} gone through?",
    ),
    Effect("dependency-upgraded", question="Was anything that relies on the new versions tried out ({subjects})?"),
    Effect(
        "dependency-downgraded",
        consequences=("Security: faults that the newer version mended may be back ({subjects}).",),
        question="Why does {subjects} go back to an older version?",
    ),
    Effect("dependency-changed", question="Which version of {subjects} was tested, and is it the one that is built?"),
    Effect(
        "dependency-not-pinned",
        consequences=("Operations: two builds of the same code may differ (not pinned: {subjects}).",),
        question="Why is no version named for {subjects}?",
    ),
    Effect(
        "dependency-added", question="Who looks after the new dependency ({subjects}), and was its licence checked?"
    ),
    Effect(
        "dependency-from-elsewhere",
        consequences=(
            "Security: that code is not checked by the public registry, and can change under the same name.",
        ),
        question="Who keeps the place that {subjects} comes from, and is the code there fixed to one state?",
    ),
    Effect(
        "dependency-replaced",
        consequences=("Security: other code than the name says is built in ({subjects}).",),
        question="Who wrote the code that replaces {subjects}, and is the replacement meant to be released?",
    ),
    Effect(
        "package-source-added",
        consequences=("Security: whoever runs that source can put a package of his own under a known name.",),
        question="Who runs the new source of packages, and which packages may come from it ({path})?",
    ),
    Effect(
        "install-script-added",
        consequences=(
            "Security: the script runs wherever the package is installed, with the rights of whoever does it.",
        ),
        question="What does the installation script do, and why must it run by itself ({path})?",
    ),
    Effect(
        "third-party-code-changed",
        question="Where does the changed third-party code come from, and does it match its publisher's ({path})?",
    ),
    Effect("image-changed", question="What else changes with the other image, and was it tried out ({path})?"),
    Effect(
        "image-not-pinned",
        consequences=(
            "Operations: the image may change without any change of the code; going back may not bring it back.",
        ),
        question="Which version of the image was tested ({path})?",
    ),
    Effect(
        "submodule-moved",
        consequences=("Function: the code inside the submodule changes too, and nobody has looked at it here.",),
        question="What changes inside the submodule? It is not part of this diff.",
    ),
    Effect(
        "file-deleted",
        consequences=("Function: whatever still needs the deleted file fails ({subjects}).",),
        question="Is anything left that uses what is deleted ({subjects})?",
        when=lambda fact: fact.text.startswith(("The source", "The configuration")),
    ),
    Effect(
        "file-deleted",
        consequences=(
            "Operations: what the deleted file describes is removed, or left behind with nobody to keep it.",
        ),
        question="What becomes of what the deleted file describes ({subjects})?",
        unless=frozenset({"resource-removed", "data-store-removed"}),
        when=lambda fact: fact.text.startswith("The infrastructure"),
    ),
    Effect(
        "file-deleted",
        consequences=("Operations: where the deleted migration has run, deleting it does not undo what it did.",),
        question="Has the deleted migration run in production, and how is what it did undone ({subjects})?",
        when=lambda fact: fact.text.startswith("The database migration"),
    ),
    Effect("made-executable", question="Why must that file be executable ({subjects})?"),
    Effect("no-longer-executable", question="Is that file still started directly anywhere ({subjects})?"),
    Effect("link-added", question="Where does the new link lead ({subjects})?"),
    Effect(
        "binary-changed",
        consequences=("Security: what is in a binary file cannot be read here; its changes are taken on trust.",),
        question="Where does the binary file come from, and can it be built again ({subjects})?",
    ),
)
