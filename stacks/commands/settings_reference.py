"""
Write docs/settings.md from the settings' dataclasses: `python -m stacks.commands.settings_reference`.

With `--check`, as `make check` asks it, nothing is written: it fails where the page is not the one of the code.
"""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import MISSING, Field, fields
from typing import Any

from stacks.commands.build_layer import ROOT
from stacks.settings import (
    CodeCommitSource,
    ConnectionSource,
    ExistingSource,
    Guardrail,
    PipelineSettings,
    S3Source,
    Settings,
    SlackChannel,
    TeamsChannel,
    Triage,
    Trigger,
)
from stacks.settings.about import text_of

PAGE = ROOT / "docs" / "settings.md"

_INTRODUCTION = """\
# Settings

`deployment-review.toml` says which pipelines are under review. `make deploy SETTINGS=path/to/file.toml` names another
file; `APPROVER_EMAIL=` and `MODEL_ID=` take the place of these two keys at the top of the file. A mistake is one
sentence with file, line and remedy, before anything is deployed.
"""

_SECTIONS: tuple[tuple[str, str, type[Any]], ...] = (
    ("At the top", "What concerns the review of all pipelines.", Settings),
    (
        "A pipeline",
        (
            "An entry of `[[pipelines]]`. All but `name`, `source` and `baseline_commit` can also stand at the top, "
            "as the default of every pipeline."
        ),
        PipelineSettings,
    ),
    ('`source` with `type = "codecommit"`', "A CodeCommit repository, cloned with its history.", CodeCommitSource),
    ('`source` with `type = "connection"`', "GitHub, GitLab or Bitbucket, by AWS CodeConnections.", ConnectionSource),
    ("`trigger` of a connection", "Filters of CodePipeline: at most 8 patterns each.", Trigger),
    (
        '`source` with `type = "s3"`',
        (
            "A zip of a whole clone, `.git` included. Extraction refuses one whose files are not those of its commit; "
            "[adopting](adopting.md) shows how to make it."
        ),
        S3Source,
    ),
    (
        '`source` with `type = "existing"`',
        "A pipeline that its team made: [adopting](adopting.md) shows how it gets a review gate.",
        ExistingSource,
    ),
    (
        "`slack`",
        "A channel of a workspace into which a person let Amazon Q Developer.",
        SlackChannel,
    ),
    ("`teams`", "A channel of a team into which a person let Amazon Q Developer.", TeamsChannel),
    ("`guardrail`", "A guardrail of Amazon Bedrock for what the model is shown.", Guardrail),
    (
        "`triage`",
        (
            "Who reads what. Harmless is a change whose files are all of harmless classes and in which the rules found "
            "no risk, no credential, no text addressed to the reviewer, no link and no binary. Where a team has a "
            "deployment policy and `harmless_model_id` is `offline`, `model_id` reads it all the same: the rules "
            "cannot check a policy."
        ),
        Triage,
    ),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing, and fail where the page is stale")
    if not parser.parse_args().check:
        PAGE.write_text(page(), encoding="utf-8")
    elif PAGE.read_text(encoding="utf-8") != page():
        sys.exit(f"{PAGE.name} is not what the settings say: run python -m stacks.commands.settings_reference.")


def page() -> str:
    return "\n".join([_INTRODUCTION, *(_section(*section) for section in _SECTIONS)])


def _section(title: str, text: str, cls: type[Any]) -> str:
    return "\n".join([f"## {title}", "", text, "", "| setting | default | |", "|---|---|---|", *_rows(cls), ""])


def _rows(cls: type[Any]) -> Iterator[str]:
    return (f"| `{field.name}` | {_default(field)} | {text_of(field)} |" for field in fields(cls))


def _default(field: Field[Any]) -> str:
    if field.default is MISSING:
        return "required" if field.name != "sender_email" else "`approver_email`"
    return f"`{_as_toml(field.default)}`" if field.default is not None else ""


def _as_toml(value: object) -> str:
    match value:
        case bool():
            return str(value).lower()
        case str():
            return f'"{value}"'
        case tuple():
            return f"[{', '.join(_as_toml(item) for item in value)}]"
    return str(value)


if __name__ == "__main__":
    main()
