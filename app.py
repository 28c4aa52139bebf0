"""The CDK app: reads the settings, composes the stacks, adds the checks."""

import json
import sys
from pathlib import Path

from aws_cdk import App, Validations
from cdk_nag import AwsSolutionsChecks

from stacks.gate_stack import GateStack
from stacks.pipeline_stack import PipelineStack
from stacks.review_stack import ReviewStack
from stacks.settings import Settings, SettingsError, read_settings

ROOT = Path(__file__).parent
_FROM_THE_COMMAND_LINE = ("approver_email", "model_id", "console_url")


def compose(app: App, settings: Settings) -> None:
    """One review stack, and a stack for each pipeline."""
    review = ReviewStack(app, "DeploymentReview", settings=settings)
    for pipeline in settings.pipelines:
        name = f"DeploymentReview-{pipeline.stack_suffix}"
        if pipeline.is_existing:
            GateStack(
                app,
                name,
                pipeline=pipeline,
                reviews=review.reviews,
                program=review.program,
                announcers=review.announcers,
                chat=review.chat.topic_arns(pipeline),
            )
            continue
        PipelineStack(
            app,
            name,
            pipeline=pipeline,
            settings=settings,
            reviews=review.reviews,
            evidence_readers=review.evidence_readers,
            check_arn=review.check_arn,
            announcers=review.announcers,
            chat=review.chat.topic_arns(pipeline),
        )
    Validations.of(app).add_plugins(AwsSolutionsChecks(app))


def settings_of(app: App) -> Settings:
    """From the file that `-c settings=PATH` names; the other keys of the command line take precedence."""
    path = app.node.try_get_context("settings") or ROOT / "deployment-review.toml"
    given = {key: app.node.try_get_context(key) for key in _FROM_THE_COMMAND_LINE}
    return read_settings(Path(path), {key: value for key, value in given.items() if value})


def feature_flags() -> dict[str, object]:
    """The context of cdk.json, so that `python app.py` and the CDK CLI synthesise the same templates."""
    context: dict[str, object] = json.loads((ROOT / "cdk.json").read_text(encoding="utf-8"))["context"]
    return context


def main() -> None:
    app = App(context=feature_flags())
    try:
        compose(app, settings_of(app))
    except SettingsError as error:
        sys.exit(f"Error: {error}")
    app.synth()


if __name__ == "__main__":
    main()
