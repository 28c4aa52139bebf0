"""Whoever deploys other settings is told which pipelines stay behind."""

import json
from dataclasses import dataclass

from local.drivers.left_stacks import left_stacks, sentence


@dataclass
class FakeAccount:
    """CloudFormation with stacks of these names, one a page."""

    names: tuple[str, ...]

    def client(self, _service):
        return self

    def get_paginator(self, _operation):
        return self

    def paginate(self):
        return [{"Stacks": [{"StackName": name}]} for name in self.names]


def test_pipelines_of_other_settings_are_named(tmp_path):
    deployed = ("CDKToolkit", "DeploymentReview", "DeploymentReview-shop", "DeploymentReview-review", "Shop")
    artifacts = {"DeploymentReview": {}, "DeploymentReview-review": {}, "DeploymentReview-review.assets": {}}
    (tmp_path / "manifest.json").write_text(json.dumps({"artifacts": artifacts}), encoding="utf-8")

    assert left_stacks(FakeAccount(deployed), tmp_path) == ["DeploymentReview-shop"]
    assert left_stacks(FakeAccount(("DeploymentReview", "DeploymentReview-review")), tmp_path) == []


def test_they_are_told_in_a_sentence():
    assert sentence(["DeploymentReview-shop"]).startswith("DeploymentReview-shop stays with its records, but nothing")
    assert sentence(["A", "B"]).startswith("A, B stay with their records, but nothing there is reviewed")
