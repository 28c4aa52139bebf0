"""A model server's own names for its models, and the ids that stand for them in settings and records."""

from pathlib import Path

import pytest

from local.cloud.chat import complete
from local.cloud.http import ApiError
from local.cloud.served_models import id_of, name_of, served_models
from local.drivers.deployment import inputs_of
from local.drivers.errors import DriverError
from local.drivers.model_check import check_model, with_served_model
from local.drivers.options import CloudOptions
from stacks.settings.models import model_id
from tests.local.fake_model import USAGE, fake_model
from tests.ports import free_port

NAMES = ("llama3.2:1b", "meta-llama/Llama-3.2-1B", "/models/Phi 4 (q4).gguf", "Ünï")


def options(url: str, model_id: str = "") -> CloudOptions:
    return CloudOptions(4566, Path(".local"), model_url=url, bedrock=False, model_id=model_id, approver_email="")


@pytest.mark.parametrize("name", NAMES)
def test_any_name_becomes_an_id_that_the_settings_take(name):
    model_id(id_of(name))

    assert id_of(name).startswith("local.")


def test_the_server_is_asked_by_its_own_name():
    with fake_model(*NAMES) as model:
        asked = [name_of(id_of(name), model.url) for name in NAMES]

    assert asked == list(NAMES)


def test_the_first_model_is_asked_unless_one_is_named():
    with fake_model(*NAMES) as model:
        first, named = with_served_model(options(model.url)), with_served_model(options(model.url, NAMES[1]))

    assert (first.model_id, named.model_id) == ("local.llama3.2-1b", "local.meta-llama-llama-3.2-1b")


def test_another_model_is_another_deployment():
    with fake_model(*NAMES) as model:
        first, second = (with_served_model(options(model.url, name)) for name in NAMES[:2])

    assert inputs_of(first) != inputs_of(second)


@pytest.mark.parametrize(
    ("names", "wanted", "words"),
    [((), "", "lists no model"), (("a", "b"), "c", "has no model 'c', but a, b: correct MODEL_ID")],
)
def test_a_model_that_is_not_there_is_refused_with_what_is(names, wanted, words):
    with fake_model(*names) as model, pytest.raises(DriverError, match=words):
        check_model(options(model.url, wanted))


def test_what_is_no_list_names_no_models():
    with fake_model() as model:
        model.names = ["m"]
        model.listing = b"<html>"

        assert served_models(model.url) == ()


@pytest.mark.parametrize(
    ("status", "message", "code"),
    [
        (400, "the request exceeds the available context size", "ValidationException: The input is too long"),
        (400, "unknown field", "ValidationException: The model server refuses"),
        (401, "", "AccessDeniedException"),
        (404, "model not found", "ResourceNotFoundException"),
        (429, "", "ThrottlingException"),
        (500, "", "ModelErrorException"),
        (503, "loading", "ServiceUnavailableException"),
    ],
)
def test_each_failure_is_the_one_that_bedrock_would_name(status, message, code):
    with fake_model("m") as model:
        model.fails(status, message)

        with pytest.raises(ApiError, match=code) as raised:
            complete(model.url, {})

    assert not message or message not in str(raised.value)


@pytest.mark.parametrize("body", [b"<html>", b"[]", b'{"choices": []}', b'{"choices": [{"message": null}]}'])
def test_what_is_no_completion_is_an_error(body):
    with fake_model("m") as model:
        model.body = body

        with pytest.raises(ApiError, match="ModelErrorException"):
            complete(model.url, {})


def test_a_server_that_is_gone_is_unavailable():
    with pytest.raises(ApiError, match="ServiceUnavailableException"):
        complete(f"http://127.0.0.1:{free_port()}", {})


def test_a_completion_says_whether_it_was_cut_off_and_what_it_took():
    with fake_model("m") as model:
        model.says({"content": "It so"}, finish_reason="length")

        completion = complete(model.url, {"model": "m"})

    assert (completion.message["content"], completion.is_cut_off) == ("It so", True)
    assert completion.tokens == (USAGE["prompt_tokens"], USAGE["completion_tokens"])
