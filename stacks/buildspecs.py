"""The files of buildspec/ as they are, inlined into the CodeBuild projects."""

from aws_cdk import aws_codebuild as codebuild

from review_gate.buildspec import InlineBuildSpec
from stacks.commands.build_layer import ROOT


def buildspec(name: str) -> codebuild.BuildSpec:
    """Inline `buildspec/{name}.yml`."""
    return InlineBuildSpec.read(ROOT / "buildspec" / f"{name}.yml")
