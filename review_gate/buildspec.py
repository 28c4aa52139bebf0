"""A buildspec as the text it is."""

from pathlib import Path

import jsii
from aws_cdk import aws_codebuild as codebuild


class InlineBuildSpec(codebuild.BuildSpec):
    """A buildspec as text; CDK's own take a dictionary, which would lose the comments."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    @classmethod
    def read(cls, path: Path) -> "InlineBuildSpec":
        return cls(path.read_text(encoding="utf-8"))

    @property
    def is_immediate(self) -> bool:
        return True

    @jsii.member(jsii_name="toBuildSpec")
    def to_build_spec(self, _scope: object = None) -> str:
        return self._text
