"""The link leads to this approval, whatever its names are."""

from hypothesis import given
from hypothesis import strategies as st

from lambdas.shared.domain.links import approval_url, pipeline_url
from lambdas.shared.domain.record import Record

_APPROVAL = {"stage_name": "Approval", "action_name": "Approve", "token": "a-1"}


def _record(pipeline_name="sorting"):
    return Record("e-1", {"pipeline_name": pipeline_name, "region": "eu-west-1"})


def test_the_link_opens_the_dialog_of_the_approval():
    url = approval_url("https://console.aws.amazon.com", _record(), _APPROVAL)

    assert url == (
        "https://console.aws.amazon.com/codesuite/codepipeline/pipelines/sorting/view?region=eu-west-1"
        "#/Approval/Approve/approve/a-1"
    )


def test_another_host_may_stand_before_the_console():
    url = approval_url("http://127.0.0.1:4566/", _record(), _APPROVAL)

    assert url.startswith("http://127.0.0.1:4566/codesuite/codepipeline/pipelines/sorting/view?")


@given(name=st.text(min_size=1), part=st.sampled_from(["pipeline_name", "stage_name", "action_name", "token"]))
def test_no_name_leads_elsewhere(name, part):
    names = {"pipeline_name": "sorting", **_APPROVAL, part: name}

    url = approval_url("https://console.aws.amazon.com", _record(names["pipeline_name"]), names)

    before, _, after = url.partition("#")
    assert before.startswith("https://console.aws.amazon.com/codesuite/codepipeline/pipelines/")
    assert before.endswith("/view?region=eu-west-1")
    assert (before.count("/"), after.count("/")) == (7, 4)


@given(name=st.text(min_size=1))
def test_a_pipeline_has_a_page_whatever_its_name_is(name):
    url = pipeline_url("https://console.aws.amazon.com/", _record(name))

    assert url.startswith("https://console.aws.amazon.com/codesuite/codepipeline/pipelines/")
    assert url.endswith("/view?region=eu-west-1")
    assert url.count("/") == 7
