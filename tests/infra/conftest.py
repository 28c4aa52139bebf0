from pathlib import Path

import pytest
from aws_cdk import App

import app as cdk_app
import stacks.assets
from stacks.settings import read_settings
from tests.infra.templates import Template

SETTINGS = Path(__file__).parent / "settings.toml"


def synthesise(folder, settings):
    """The stacks by name; cdk-nag is part of it, so that an open finding fails every test that asks for them."""
    layer = folder / "layer"
    (layer / "python").mkdir(parents=True)
    app = App(outdir=str(folder / "out"), context=cdk_app.feature_flags())
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(stacks.assets, "LAYER", layer)  # the real one is downloaded; its bytes matter to no test
        cdk_app.compose(app, settings)
        app.synth()
    return {
        template.name: template for template in map(Template.read, sorted((folder / "out").glob("*.template.json")))
    }


@pytest.fixture(scope="session")
def templates(tmp_path_factory):
    return synthesise(tmp_path_factory.mktemp("synth"), read_settings(SETTINGS, {}))


@pytest.fixture(scope="session")
def review(templates):
    return templates["DeploymentReview"]


@pytest.fixture(scope="session")
def sorting(templates):
    return templates["DeploymentReview-sorting"]


@pytest.fixture(scope="session")
def shop(templates):
    return templates["DeploymentReview-shop-prod-eu"]


@pytest.fixture(scope="session")
def billing(templates):
    return templates["DeploymentReview-billing"]


@pytest.fixture(scope="session")
def warehouse(templates):
    return templates["DeploymentReview-warehouse"]
