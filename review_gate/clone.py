"""The extraction reads the history of a repository; a source action that does not clone hands on the files alone."""

from collections.abc import Iterator
from typing import Any

import jsii
from aws_cdk import Stack
from aws_cdk import aws_codebuild as codebuild
from aws_cdk import aws_codepipeline as codepipeline
from constructs import IValidation

_CLONING = ("CodeCommit", "CodeStarSourceConnection")  # the providers that can; an archive in S3 carries its history


@jsii.implements(IValidation)
class CloningSource:
    """Fails the synthesis where the source action whose output the extraction reads does not clone."""

    def __init__(self, extraction: codebuild.IProject) -> None:
        self._extraction = extraction

    @jsii.member(jsii_name="validate")
    def validate(self) -> list[str]:
        """A sentence for each such action of the pipelines in the extraction's stack."""
        stack = Stack.of(self._extraction)
        project = stack.resolve(self._extraction.project_name)
        pipelines = [each for each in stack.node.find_all() if isinstance(each, codepipeline.CfnPipeline)]
        return [sentence for pipeline in pipelines for sentence in _amiss(stack.resolve(pipeline.stages), project)]


def _amiss(stages: list[dict[str, Any]], project: object) -> Iterator[str]:
    actions = [action for stage in stages for action in stage["actions"]]
    extractions = (each for each in actions if each.get("configuration", {}).get("ProjectName") == project)
    read = {name for extraction in extractions for name in _names(extraction, "inputArtifacts")}
    for action in actions:
        if read & _names(action, "outputArtifacts") and _lacks_history(action):
            yield (
                f"The source action {action['name']} does not clone, so the review would have no history to read: "
                "give it code_build_clone_output=True."
            )


def _names(action: dict[str, Any], artifacts: str) -> set[str]:
    return {artifact["name"] for artifact in action.get(artifacts) or ()}


def _lacks_history(action: dict[str, Any]) -> bool:
    output_format = action.get("configuration", {}).get("OutputArtifactFormat")
    return action["actionTypeId"]["provider"] in _CLONING and output_format != "CODEBUILD_CLONE_REF"
