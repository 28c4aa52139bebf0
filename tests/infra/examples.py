"""The apps of examples/, synthesised as their teams would."""

import json
import runpy
from functools import partial
from pathlib import Path

import aws_cdk
import pytest

from tests.infra.templates import Template

EXAMPLES = {"added_stage": "Warehouse", "cdk_pipelines": "Delivery"}


def synthesised(name: str, folder: Path) -> Template:
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(aws_cdk, "App", partial(aws_cdk.App, outdir=str(folder)))
        runpy.run_path(f"examples/{name}/app.py")
    return Template.read(folder / f"{EXAMPLES[name]}.template.json")


def stages_of(template):
    (pipeline,) = template.resources("AWS::CodePipeline::Pipeline").values()
    return pipeline["Stages"]


def variables_of_extraction(template):
    actions = [action for stage in stages_of(template) for action in stage["Actions"]]
    (extract,) = [action for action in actions if action["Name"] == "ExtractChange"]
    return json.loads(extract["Configuration"]["EnvironmentVariables"])
