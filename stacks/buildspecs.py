"""The files of buildspec/ as they are, inlined into the CodeBuild projects."""

import jsii
from aws_cdk import aws_codebuild as codebuild

from stacks.commands.build_layer import ROOT


def buildspec(name: str) -> codebuild.BuildSpec:
    """Inline `buildspec/{name}.yml`."""
    return InlineBuildSpec((ROOT / "buildspec" / f"{name}.yml").read_text(encoding="utf-8"))


class InlineBuildSpec(codebuild.BuildSpec):
    """A buildspec as text; CDK's own take a dictionary, which would lose the comments."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    @property
    def is_immediate(self) -> bool:
        return True

    @jsii.member(jsii_name="toBuildSpec")
    def to_build_spec(self, _scope: object = None) -> str:
        return self._text
