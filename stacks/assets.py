"""What is uploaded at deployment: the functions' code, their dependencies, the extraction program."""

from pathlib import Path

from aws_cdk import IgnoreMode
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_s3_assets as s3_assets
from constructs import Construct

from stacks.commands.build_layer import LAYER, ROOT
from stacks.settings import SettingsError

_NEVER = ("__pycache__", "*.pyc")


def function_code() -> lambda_.Code:
    """One set of bytes for all functions: `lambdas/` and `prompts/`, importable from the root."""
    return lambda_.Code.from_asset(str(ROOT), exclude=only("lambdas", "prompts"), ignore_mode=IgnoreMode.GIT)


def dependencies(scope: Construct) -> lambda_.LayerVersion:
    """What the functions import beyond boto3; pure Python, so it serves every architecture."""
    return lambda_.LayerVersion(
        scope,
        "Dependencies",
        code=lambda_.Code.from_asset(str(built_layer())),
        compatible_runtimes=[lambda_.Runtime.PYTHON_3_14],
        description="requirements-lambda.txt",
    )


def review_program(scope: Construct) -> s3_assets.Asset:
    """The extraction program, fetched and run by buildspec/extract_change.yml."""
    parts = ("buildspec/__init__.py", "buildspec/extract_change", "lambdas/__init__.py", "lambdas/shared")
    return s3_assets.Asset(scope, "ReviewProgram", path=str(ROOT), exclude=only(*parts), ignore_mode=IgnoreMode.GIT)


def build_program(scope: Construct) -> s3_assets.Asset:
    """The program that runs a team's build, fetched and run by buildspec/build.yml."""
    parts = ("buildspec/__init__.py", "buildspec/team_build")
    return s3_assets.Asset(scope, "BuildProgram", path=str(ROOT), exclude=only(*parts), ignore_mode=IgnoreMode.GIT)


def review_layer(scope: Construct) -> s3_assets.Asset:
    """The extraction program's dependencies: the bytes of the functions' layer."""
    return s3_assets.Asset(scope, "ReviewLayer", path=str(built_layer()))


def built_layer() -> Path:
    """
    The layer's folder.

    Raises:
        SettingsError: it has not been built; synthesis itself never uses the network.
    """
    if not (LAYER / "python").is_dir():
        raise SettingsError(
            f"{LAYER.relative_to(ROOT)} is missing: the functions' dependencies are not built; run `make layer`."
        )
    return LAYER


def only(*paths: str) -> list[str]:
    """Exclude patterns, as in .gitignore, that leave nothing but `paths`."""
    patterns = ["/*"]
    for path in paths:
        parents = path.split("/")[:-1]
        for depth in range(1, len(parents) + 1):
            parent = "/".join(parents[:depth])
            patterns += [f"!/{parent}", f"/{parent}/*"]
        patterns.append(f"!/{path}")
    return [*dict.fromkeys(patterns), *_NEVER]
