"""The operators' two policies allow what their commands do: one permission too many fails, as does one too few."""

from ops.cli import review as commands
from tests.infra.calls import reached_from
from tests.infra.templates import as_list

ACT = {"replay", "rerun", "baseline", "hold", "release"}
WITHOUT_AWS = {"completion"}
WITHOUT_PERMISSION = {"sts.get_caller_identity"}
ACTIONS = {
    "bedrock-runtime.converse": {"bedrock:InvokeModel"},
    "dynamodb.transact_write_items": {"dynamodb:PutItem", "dynamodb:UpdateItem"},
    "lambda.invoke": {"lambda:InvokeFunction"},
    "s3.copy_object": {"s3:GetObject", "s3:PutObject"},
    "s3.list_objects_v2": {"s3:ListBucket"},
}
SERVICES = {"sesv2": "ses", "service-quotas": "servicequotas"}


def needed(names):
    return {
        action
        for name in names
        for operation, _ in reached_from(f"{commands.get_command(None, name).callback.__module__}.command").operations
        if operation not in WITHOUT_PERMISSION
        for action in ACTIONS.get(operation) or {as_action(operation)}
    }


def as_action(operation):
    service, _, name = operation.partition(".")
    return f"{SERVICES.get(service, service)}:{''.join(word.capitalize() for word in name.split('_'))}"


def granted(review, name):
    """The actions of the managed policy of this name; those of a key follow from what it encrypts."""
    policies = review.resources("AWS::IAM::ManagedPolicy").items()
    (policy,) = [policy for id_, policy in policies if id_.startswith(f"Operators{name}")]
    statements = policy["PolicyDocument"]["Statement"]
    actions = {action for statement in statements for action in as_list(statement["Action"])}
    return {action for action in actions if not action.startswith("kms:")}


def test_whoever_looks_may_do_what_the_commands_that_look_do(review):
    looking = set(commands.list_commands(None)) - ACT - WITHOUT_AWS

    assert granted(review, "Look") == needed(looking)


def test_whoever_acts_may_do_the_rest_on_top_of_it(review):
    assert granted(review, "Act") - granted(review, "Look") == needed(ACT) - granted(review, "Look")
    assert granted(review, "Act") <= needed(ACT)


def test_nobody_who_looks_changes_anything(review):
    changing = ("Put", "Update", "Delete", "Invoke", "Send")
    changes = {action for action in granted(review, "Look") if action.partition(":")[2].startswith(changing)}

    assert changes == {"bedrock:InvokeModel"}


def test_only_functions_of_this_stack_are_invoked(review):
    policies = review.resources("AWS::IAM::ManagedPolicy").items()
    (policy,) = [policy for id_, policy in policies if id_.startswith("OperatorsAct")]
    (invoke,) = [each for each in policy["PolicyDocument"]["Statement"] if each["Action"] == "lambda:InvokeFunction"]

    own = {name for name, _ in review.resources("AWS::Lambda::Function").items()}
    assert {resource["Fn::GetAtt"][0] for resource in invoke["Resource"]} <= own
