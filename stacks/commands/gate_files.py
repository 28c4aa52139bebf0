"""Write review_gate/extract_change.yml from buildspec/extract_change.yml: `python -m stacks.commands.gate_files`."""

from stacks.commands.build_layer import ROOT
from stacks.gate_program import NAMES, PARAMETERS

BUILDSPEC = ROOT / "review_gate" / "extract_change.yml"
_SOURCE = ROOT / "buildspec" / "extract_change.yml"
_BEFORE = "phases:\n"


def main() -> None:
    BUILDSPEC.write_text(buildspec(), encoding="utf-8")


def buildspec() -> str:
    """As in our own pipelines, but that CodeBuild reads from SSM what a stack of ours would set."""
    variables = "".join(f"    {name}: {PARAMETERS}{name.lower()}\n" for name in NAMES)
    text = _SOURCE.read_text(encoding="utf-8")
    return text.replace(_BEFORE, f"  parameter-store:\n{variables}{_BEFORE}", 1)


if __name__ == "__main__":
    main()
