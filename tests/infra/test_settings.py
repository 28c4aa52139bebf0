"""Every mistake in the settings file is one sentence that names file, line, setting and remedy."""

from pathlib import Path

import pytest

from stacks.settings import (
    CodeCommitSource,
    ConnectionSource,
    ExistingSource,
    S3Source,
    SettingsError,
    Trigger,
    read_settings,
)

GOOD = """\
approver_email = "approver@example.com"

[[pipelines]]
name = "sorting"
source = { type = "codecommit", repository = "sorting" }
"""

ARN = "arn:aws:codeconnections:eu-west-1:111122223333:connection/00000000-0000-0000-0000-000000000000"


@pytest.fixture
def read(tmp_path):
    def read_text(text, **overrides):
        path = tmp_path / "deployment-review.toml"
        path.write_text(text, encoding="utf-8")
        return read_settings(path, overrides)

    return read_text


def sentence(read, text, **overrides):
    with pytest.raises(SettingsError) as caught:
        read(text, **overrides)
    return str(caught.value)


def with_line(line):
    return GOOD.replace('name = "sorting"', f'name = "sorting"\n{line}')


def test_two_settings_are_enough(read):
    (pipeline,) = read(GOOD).pipelines

    assert pipeline.name == "sorting"
    assert pipeline.source == CodeCommitSource(repository="sorting", branch="main")
    assert pipeline.model_ids == ("global.anthropic.claude-sonnet-5-5", "global.anthropic.claude-haiku-5-5")
    assert pipeline.has_build
    assert read(GOOD).sender_email == "approver@example.com"


def test_what_stands_at_the_top_is_a_default_that_a_pipeline_can_change(read):
    text = 'language = "German"\nmax_cost_usd = 2\n' + GOOD + 'language = "Dutch"\n'
    text += '[[pipelines]]\nname = "shop"\nsource = { type = "codecommit", repository = "shop" }\n'

    sorting, shop = read(text).pipelines

    assert (sorting.language, shop.language) == ("Dutch", "German")
    assert (sorting.max_cost_usd, shop.max_cost_usd) == (2.0, 2.0)


def test_the_command_line_takes_precedence_over_the_top_of_the_file(read):
    settings = read(GOOD, approver_email="other@example.com", model_id="offline")

    assert settings.pipelines[0].approver_email == "other@example.com"
    assert settings.sender_email == "other@example.com"
    assert settings.pipelines[0].model_ids == ()


def test_a_source_can_be_a_table_of_its_own(read):
    text = GOOD.replace('source = { type = "codecommit", repository = "sorting" }', "")
    text += f'[pipelines.source]\ntype = "connection"\nrepository = "example/web/shop"\nconnection_arn = "{ARN}"\n'

    assert read(text).pipelines[0].source == ConnectionSource(repository="example/web/shop", connection_arn=ARN)


def test_no_build_and_no_deployment_can_be_asked_for(read):
    (pipeline,) = read(with_line("build_commands = []\ndeploy_commands = []")).pipelines

    assert not pipeline.has_build
    assert pipeline.deploy_commands == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "there is no pipeline; add a [[pipelines]] entry with name and source."),
        (
            "pipelines = 3",
            "there is no pipeline; add a [[pipelines]] entry with name and source.",
        ),
        (
            GOOD.replace('approver_email = "approver@example.com"', ""),
            (
                'line 3: approver_email of pipeline "sorting" is missing; add approver_email = … to the file, '
                "at its top for all pipelines, or say make … APPROVER_EMAIL=…."
            ),
        ),
        (
            GOOD.replace("approver@example.com", "the boss"),
            ("line 1: approver_email = 'the boss' is not an e-mail address; write it like approver@example.com."),
        ),
        (
            GOOD.replace("approver_email =", "aprover_email ="),
            "line 1: there is no setting aprover_email; did you mean approver_email?",
        ),
        (
            with_line('branch = "main"'),
            (
                'line 5: there is no setting branch of pipeline "sorting"; the settings here are name, '
                "source, approver_email, escalation_email, model_id, fallback_model_ids, language, "
                "approval_timeout_minutes, approvals, second_approver_email, self_approval, people, deployment_check, "
                "max_cost_usd, guardrail, candidates, triage, build_commands, scan_seconds, deploy_commands, "
                "deploy_policy_arns, reminder_minutes, author_domains, deploy_role_arn, policies, "
                "slack, teams, baseline_commit."
            ),
        ),
        (
            GOOD.replace('"sorting"\nsource', '"sort it!"\nsource'),
            (
                "line 4: name of pipeline \"sort it!\" = 'sort it!' is no name for a pipeline; "
                "use 1 to 100 letters, digits, periods, hyphens and underscores."
            ),
        ),
        (
            GOOD.replace('name = "sorting"', ""),
            "line 3: name of pipeline number 1 is missing; add name = … to the file.",
        ),
        (
            GOOD.replace('source = { type = "codecommit", repository = "sorting" }', ""),
            'line 3: source of pipeline "sorting" is missing; add source = … to the file.',
        ),
        (
            GOOD.replace('"codecommit"', '"s3"'),
            (
                'line 5: there is no setting source.repository of pipeline "sorting"; the settings here are '
                "object_key, bucket."
            ),
        ),
        (
            GOOD.replace('type = "codecommit", repository', 'type = "s3", object_key'),
            (
                "line 5: source.object_key of pipeline \"sorting\" = 'sorting' is not the key of a zip; write it like "
                '"shop.zip".'
            ),
        ),
        (
            GOOD.replace('"codecommit"', '"conection"'),
            "line 5: source.type of pipeline \"sorting\" = 'conection' is no type of source; did you mean connection?",
        ),
        (
            GOOD.replace("codecommit", "existing") + 'deploy_commands = ["make"]\n',
            (
                "line 6: deploy_commands of pipeline \"sorting\" = ['make'] has no effect on a pipeline that exists "
                'already (type = "existing"); remove it.'
            ),
        ),
        (
            with_line('deploy_role_arn = "Deploy"'),
            (
                "line 5: deploy_role_arn of pipeline \"sorting\" = 'Deploy' is not the ARN of a role; write it like "
                '"arn:aws:iam::111122223333:role/Deploy".'
            ),
        ),
        (
            GOOD.replace('"codecommit"', '"svn"'),
            (
                "line 5: source.type of pipeline \"sorting\" = 'svn' is no type of source; "
                "use one of codecommit, connection, s3, existing."
            ),
        ),
        (
            GOOD.replace('repository = "sorting"', 'branch = "-x"'),
            ('line 5: source.branch of pipeline "sorting" = \'-x\' is no name of a branch; write it like "main".'),
        ),
        (
            with_line("approval_timeout_minutes = 2"),
            (
                'line 5: approval_timeout_minutes of pipeline "sorting" = 2 is out of range; '
                "CodePipeline lets an approval wait 5 to 86400 minutes."
            ),
        ),
        (
            with_line('approval_timeout_minutes = "60"'),
            "line 5: approval_timeout_minutes of pipeline \"sorting\" = '60' must be a whole number.",
        ),
        (
            with_line("max_cost_usd = nan"),
            'line 5: max_cost_usd of pipeline "sorting" = nan must be an amount of more than 0.',
        ),
        (
            with_line('deploy_commands = "make deploy"'),
            ('line 5: deploy_commands of pipeline "sorting" = \'make deploy\' must be a list, such as ["…", "…"].'),
        ),
        (
            with_line('deploy_commands = [""]'),
            (
                "line 5: deploy_commands of pipeline \"sorting\" = '' is an empty command; remove it, "
                "or write [] for no command at all."
            ),
        ),
        (
            with_line('baseline_commit = "4b825dc"'),
            (
                "line 5: baseline_commit of pipeline \"sorting\" = '4b825dc' is not a full commit id; "
                "write the 40 hexadecimal digits of `git rev-parse COMMIT`."
            ),
        ),
        (with_line("candidates = 6"), 'line 5: candidates of pipeline "sorting" = 6 is not between 1 and 5.'),
        (
            with_line('triage = { strong_model_id = "offline" }'),
            (
                "line 5: triage.strong_model_id of pipeline \"sorting\" = 'offline' leaves risky changes to the rules "
                "alone; name a model, or remove it."
            ),
        ),
        (
            with_line('triage = { harmless_classes = ["source"] }'),
            (
                "line 5: triage.harmless_classes of pipeline \"sorting\" = 'source' is no class that the rules can "
                'show to be harmless; use "documentation" or "test".'
            ),
        ),
        (
            with_line('guardrail = "abc"'),
            ("line 5: guardrail of pipeline \"sorting\" = 'abc' must be a table, such as { key = … }."),
        ),
        (
            with_line('model_id = "anthropic.claude-sonnet-5-5"'),
            (
                "line 5: model_id of pipeline \"sorting\" = 'anthropic.claude-sonnet-5-5' has no "
                "on-demand throughput under its bare id; name an inference profile, such as "
                "global.anthropic.claude-sonnet-5-5 or eu.anthropic.claude-sonnet-5-5."
            ),
        ),
        (
            with_line('model_id = "sonnet"'),
            (
                "line 5: model_id of pipeline \"sorting\" = 'sonnet' is not the id of a model or "
                'inference profile; write it like "global.anthropic.claude-sonnet-5-5", or "offline" for a review '
                "by the rules "
                "alone."
            ),
        ),
        (
            with_line('fallback_model_ids = ["offline"]'),
            (
                "line 5: fallback_model_ids of pipeline \"sorting\" = 'offline' is no fallback to name: "
                "when every model has failed the rules write the review anyway."
            ),
        ),
        (
            'console_url = "http://console.example.com"\n' + GOOD,
            (
                "line 1: console_url = 'http://console.example.com' is not the address of a console; "
                'write it like "https://console.aws.amazon.com".'
            ),
        ),
        (
            "log_retention_days = 8\n" + GOOD,
            (
                "line 1: log_retention_days = 8 is not a period that CloudWatch Logs knows; use one of "
                "1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, "
                "2922, 3288, 3653."
            ),
        ),
        (
            GOOD + '[[pipelines]]\nname = "Sorting"\nsource = { type = "codecommit", repository = "other" }\n',
            (
                'line 7: name of pipeline "Sorting" = \'Sorting\' is too much like pipeline "sorting"; '
                "their stacks would be one."
            ),
        ),
        (
            'retain = "no"\n' + GOOD,
            "line 1: retain = 'no' must be true or false.",
        ),
    ],
)
def test_a_mistake_is_one_sentence(read, text, expected):
    """Those without a line are about what is not there."""
    said = sentence(read, text)

    assert said == f"deployment-review.toml{', ' if expected.startswith('line') else ': '}{expected}"


def test_a_mistake_on_the_command_line_is_said_to_be_there(read):
    assert sentence(read, GOOD, approver_email="x") == (
        "-c approver_email: approver_email = 'x' is not an e-mail address; write it like approver@example.com."
    )


def test_a_mistake_in_the_second_pipeline_has_its_own_line(read):
    text = GOOD + '[[pipelines]]\nname = "shop"\n[pipelines.source]\ntype = "connection"\nrepository = "shop"\n'

    assert sentence(read, text) == (
        "deployment-review.toml, line 10: source.repository of pipeline \"shop\" = 'shop' must name owner and "
        "repository, "
        'such as "example/shop".'
    )


def test_what_is_no_toml_is_said_with_its_line(read):
    assert sentence(read, "approver_email = \n").startswith("deployment-review.toml: this is no valid TOML: ")
    assert "line 1" in sentence(read, "approver_email = \n")


def test_a_long_value_is_cut(read):
    assert len(sentence(read, GOOD.replace("approver@example.com", "x" * 5_000))) < 250


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(SettingsError, match=r"nowhere.toml: the settings file cannot be read .* -c settings=PATH"):
        read_settings(tmp_path / "nowhere.toml", {})


def test_a_file_that_is_not_utf_8_is_said_to_be(tmp_path):
    path = tmp_path / "deployment-review.toml"
    path.write_bytes(b'approver_email = "\xff@example.com"')

    with pytest.raises(SettingsError, match="is not UTF-8"):
        read_settings(path, {})


@pytest.mark.parametrize(
    "address", ["a@b", "a b@example.com", "a@example.com, b@example.com", "@example.com", "a@.com", ""]
)
def test_what_is_not_an_address_is_refused(read, address):
    assert "is not an e-mail address" in sentence(read, GOOD.replace("approver@example.com", address))


@pytest.mark.parametrize("address", ["o'neil+aws@mail.example.co.uk", "a.b_c@x-y.example"])
def test_an_address_can_be_unusual(read, address):
    assert read(GOOD.replace("approver@example.com", address)).sender_email == address


@pytest.mark.parametrize(
    "model_id",
    ["us.amazon.nova-2-lite-v1:0", "jp.anthropic.claude-haiku-5-5", "amazon.nova-lite-v1:0", "offline"],
)
def test_models_of_every_shape_are_known(read, model_id):
    assert read(GOOD, model_id=model_id).pipelines[0].model_id == model_id


def test_the_shipped_file_needs_an_address_and_nothing_else():
    shipped = Path(__file__).parents[2] / "deployment-review.toml"

    with pytest.raises(SettingsError, match="approver_email"):
        read_settings(shipped, {})
    assert read_settings(shipped, {"approver_email": "approver@example.com"}).pipelines


@pytest.mark.parametrize(
    "domain", ["example", "Example.com", "@example.com", "example.com.", "*.example.com", "-a.com", ""]
)
def test_what_is_no_domain_of_addresses_is_refused(read, domain):
    assert "is not a domain of mail addresses" in sentence(read, with_line(f'author_domains = ["{domain}"]'))


def test_nobody_but_the_approver_is_mailed_unless_domains_are_named(read):
    silent, telling = read(GOOD), read(with_line('author_domains = ["example.com", "eu.example.com"]'))

    assert silent.pipelines[0].author_domains == ()
    assert telling.pipelines[0].author_domains == ("example.com", "eu.example.com")


def test_two_approvals_need_two_addresses(read):
    two = 'approvals = 2\nsecond_approver_email = "second@example.com"'

    assert read(with_line(two)).pipelines[0].second_approver_email == "second@example.com"
    assert "second_approver_email" in sentence(read, with_line("approvals = 2"))
    same = sentence(read, with_line(two.replace("second@", "approver@")))
    assert "line 6" in same
    assert "two different people" in same


def test_people_are_known_by_several_names(read):
    text = GOOD + '[pipelines.people]\nalice = ["alice@example.com", "a.smith"]\n"bob@example.com" = ["bob"]\n'

    assert read(text).pipelines[0].people == (
        ("alice", "alice@example.com", "a.smith"),
        ("bob@example.com", "bob"),
    )


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("approvals = 3", "use 1 or 2"),
        ('self_approval = "never"', '"flag" or "refuse"'),
        ('deployment_check = "off"', '"enforce" or "report"'),
        ('people = "alice"', "must be a table"),
        ('people = { alice = "a@example.com" }', "must be a list of names"),
        ('people = { alice = [""] }', "must be a list of names"),
        ('people = { alice = ["' + "a" * 5_000 + '"] }', "is longer than"),
    ],
)
def test_a_wrong_setting_of_approvals_is_named_with_its_line(read, line, what):
    said = sentence(read, with_line(line))

    assert "line 5" in said
    assert what in said


CONNECTED = f"""\
approver_email = "approver@example.com"
[[pipelines]]
name = "shop"

[pipelines.source]
type = "connection"
repository = "example/shop"
connection_arn = "{ARN}"

[pipelines.source.trigger]
"""


def test_a_connection_starts_by_what_its_trigger_lets_through(read):
    (pipeline,) = read(
        CONNECTED + 'branches_includes = ["main", "release/*"]\nfile_paths_excludes = ["docs/**"]'
    ).pipelines

    assert pipeline.source.trigger == Trigger(branches_includes=("main", "release/*"), file_paths_excludes=("docs/**",))


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            'tags_includes = ["v*"]\nbranches_includes = ["main"]',
            (
                "line 11: source.trigger.tags_includes of pipeline \"shop\" = ['v*'] cannot stand beside branches or "
                "file paths: CodePipeline starts by tag or by branch."
            ),
        ),
        (
            '\n\nfile_paths_includes = ["src/**"]',
            (
                "line 13: source.trigger.file_paths_includes of pipeline \"shop\" = ['src/**'] needs branches beside "
                'it; add branches_includes = ["main"].'
            ),
        ),
        (
            f"branches_includes = {[str(number) for number in range(9)]}",
            (
                'line 11: source.trigger.branches_includes of pipeline "shop" = '
                "['0', '1', '2', '3', '4', '5', '6', '7', '8'] has more than 8 patterns, which is CodePipeline's "
                "limit; combine some with * or **."
            ),
        ),
        (
            'branch_includes = ["main"]',
            (
                'line 11: there is no setting source.trigger.branch_includes of pipeline "shop"; did you mean '
                "branches_includes?"
            ),
        ),
    ],
)
def test_a_mistake_in_a_trigger_has_its_line(read, lines, expected):
    assert sentence(read, CONNECTED + lines) == f"deployment-review.toml, {expected}"


def test_an_archive_in_s3_needs_nothing_but_its_key(read):
    (pipeline,) = read(
        GOOD.replace('type = "codecommit", repository = "sorting"', 'type = "s3", object_key = "a.zip"')
    ).pipelines

    assert pipeline.source == S3Source(object_key="a.zip")


def test_a_pipeline_that_exists_inherits_commands_without_using_them(read):
    (pipeline,) = read('deploy_commands = ["make"]\n' + GOOD.replace("codecommit", "existing")).pipelines

    assert pipeline.is_existing
    assert pipeline.source == ExistingSource(repository="sorting", approval_action="Approve")


@pytest.mark.parametrize("channel", ["19:abcdefghijkl@thread.tacv2", "19%3Aabcdefghijkl", "abcdefghijkl"])
def test_a_channel_of_teams_is_written_as_in_its_link(read, channel):
    id_ = "00000000-0000-0000-0000-000000000001"
    line = f'teams = {{ team_id = "{id_}", tenant_id = "{id_}", channel_id = "%s" }}'

    assert read(with_line(line % "19%3Aabcdefghijkl%40thread.tacv2")).pipelines[0].teams
    assert "is no channel of Microsoft Teams" in sentence(read, with_line(line % channel))
