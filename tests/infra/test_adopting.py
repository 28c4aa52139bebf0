"""What docs/adopting.md shows is what works: its settings, its commands, its permissions."""

import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from buildspec.extract_change.archive import require_files_of
from buildspec.extract_change.repository import open_repository
from stacks.settings import ExistingSource, S3Source, read_settings
from tests.infra.examples import synthesised, variables_of_extraction
from tests.infra.templates import as_list
from tests.unit.scratch_repository import ScratchRepository

PAGE = Path("docs/adopting.md").read_text(encoding="utf-8")


def blocks(language, page=PAGE):
    """The fenced blocks of the page, without the indentation of a list."""
    found = re.findall(rf"^( *)```{language}\n(.*?)^ *```$", page, re.MULTILINE | re.DOTALL)
    return [re.sub(rf"^{indent}", "", text, flags=re.MULTILINE) for indent, text in found]


def test_a_second_pipeline_is_added_as_the_first_page_says(tmp_path):
    """To the file as it comes."""
    (entry,) = blocks("toml", Path("README.md").read_text(encoding="utf-8"))
    file = tmp_path / "deployment-review.toml"
    file.write_text(Path("deployment-review.toml").read_text(encoding="utf-8") + entry, encoding="utf-8")

    sorting, shop = read_settings(file, {"approver_email": "you@example.com"}).pipelines

    assert (sorting.name, shop.name) == ("sorting", "shop")
    assert (sorting.approver_email, shop.approver_email) == ("you@example.com", "head-of-shop@example.com")


def test_the_settings_of_the_page_are_taken(tmp_path):
    new, archive, existing = blocks("toml")
    file = tmp_path / "deployment-review.toml"
    file.write_text(
        f'approver_email = "a@example.com"\n{new}\n[[pipelines]]\nname = "archive"\n{archive}{existing}',
        encoding="utf-8",
    )

    shop, from_s3, warehouse = read_settings(file, {}).pipelines

    assert shop.source.trigger.branches_includes == ("main", "release/*")
    assert from_s3.source == S3Source(object_key="shop.zip")
    assert warehouse.source == ExistingSource(repository="example/warehouse")


@pytest.mark.parametrize("block", blocks("python"))
def test_the_lines_for_a_cdk_app_stand_in_an_example(block):
    examples = [path.read_text(encoding="utf-8") for path in Path("examples").glob("*/app.py")]
    normal = [re.sub(r"\W+", "", example) for example in examples]
    lines = [re.sub(r"\W+", "", line) for line in block.splitlines() if line.strip()]
    essential = [line for line in lines if not line.startswith("pipelineadd_stage")]

    assert any(all(line in example for line in essential) for example in normal)


def test_the_commands_make_an_archive_that_extraction_takes(tmp_path):
    origin = ScratchRepository(tmp_path / "origin")
    commit_id = origin.commit({"app.py": "1\n", "name with blank": "2\n", ".hidden": "3\n"})
    script = blocks("sh")[0].replace("https://git.example.com/shop.git", str(origin.folder))
    clone, upload = script.rsplit("\n", 2)[0], script.rsplit("\n", 2)[1]
    subprocess.run(["bash", "-euc", clone], cwd=tmp_path, check=True, capture_output=True)
    unpacked = tmp_path / "unpacked"
    with zipfile.ZipFile(tmp_path / "shop.zip") as archive:
        archive.extractall(unpacked)

    with open_repository(unpacked) as repository:
        require_files_of(commit_id, unpacked, repository)
    assert upload == "aws s3 cp ../shop.zip s3://BUCKET/shop.zip"


def test_the_gate_is_all_that_a_team_installs(tmp_path):
    """From this repository, as pip would from its address."""
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-index", "--no-deps", "--no-build-isolation"]
    source = tmp_path / "source"
    source.mkdir()
    for name in ("pyproject.toml", "review_gate", "stacks", "lambdas"):
        (source / name).symlink_to(Path(name).resolve())
    subprocess.run([*pip, "--wheel-dir", str(tmp_path), str(source)], check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")

    with zipfile.ZipFile(wheel) as archive:
        files = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert {path.name for path in Path("review_gate").iterdir() if path.is_file()} == {
        name.removeprefix("review_gate/") for name in files
    }
    assert "deployment-review @ git+" in blocks("sh")[1]


def test_the_three_permissions_are_those_of_the_policy(warehouse):
    (policy,) = warehouse.resources("AWS::IAM::ManagedPolicy").values()
    table = "".join(line for line in PAGE.splitlines() if line.startswith("   | "))
    statements = policy["PolicyDocument"]["Statement"]
    actions = {action: statement for statement in statements for action in as_list(statement["Action"])}

    assert set(re.findall(r"`(\w+:\w+)`", table)) == set(actions)
    assert len(actions["s3:GetObject"]["Resource"]) == 2
    assert len(actions["ssm:GetParameters"]["Resource"]) == 5
    assert "ForAllValues:StringEquals" in actions["dynamodb:UpdateItem"]["Condition"]


def test_the_variables_are_those_that_the_gate_sets(tmp_path):
    template = synthesised("added_stage", tmp_path)
    (shown,) = (json.loads(block) for block in blocks("json"))

    assert shown == variables_of_extraction(template)
