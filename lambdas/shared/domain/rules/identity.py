"""
What makes a resource that holds data this one and no other: change it, and a new, empty one takes its place.

By the providers' own word: Terraform's "forces replacement", CloudFormation's "Update requires: Replacement".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lambdas.shared.domain.facts import Fact, FactKind
from lambdas.shared.domain.review import Level
from lambdas.shared.domain.rules.changed_file import ChangedFile
from lambdas.shared.domain.rules.code_lines import CodeLine
from lambdas.shared.domain.rules.rule import FactType, Rule, code
from lambdas.shared.domain.rules.state_rule import words

_REPLACED = FactType("data-store-replaced", FactKind.DATA, Level.HIGH)
_SET = re.compile(
    r"(?<![\w.])[\"']?(?P<key>[A-Za-z]\w*)[\"']?\s*[:=](?![=>])\s*(?P<value>\"[^\"]*\"|'[^']*'|\{[^{}]*\}|[^,;{}()\s][^,;{}()]*)"
)
_BLOCK = re.compile(r"^resource\s+\"(?P<type>\w+)\"\s+\"[\w-]+\"")
_TYPE = re.compile(r"^\s*[\"']?Type[\"']?\s*:\s*[\"']?(?P<type>AWS::[\w:]+)")
_CONSTRUCT = re.compile(r"(?<![\w.])(?:new\s+)?(?:\w+\.)?(?P<type>[A-Z]\w+)\(\s*(?:(?:self|this|scope|stack)\s*,|$)")
_SCOPE = re.compile(r"^\s*(?:self|this|scope|stack)\s*,")
_PROPERTIES = re.compile(r"^\s*[\"']?Properties[\"']?\s*:")
_LOGICAL_ID = re.compile(r"^\s+[\"']?(?P<id>\w+)[\"']?\s*:\s*\{?\s*$")


@dataclass(frozen=True, slots=True)
class _Keys:
    types: re.Pattern[str]
    keys: frozenset[str]


def _keys(types: str, keys: str) -> _Keys:
    return _Keys(re.compile(types), frozenset(keys.split()))


_TERRAFORM = (
    _keys(r"aws_dynamodb_table", "name hash_key range_key"),
    _keys(r"aws_s3_bucket", "bucket"),
    _keys(r"aws_rds_cluster", "cluster_identifier database_name master_username storage_encrypted kms_key_id"),
    _keys(r"aws_db_instance", "db_name username storage_encrypted kms_key_id"),
    _keys(r"aws_efs_file_system", "creation_token encrypted kms_key_id"),
    _keys(r"aws_kinesis_stream|aws_sqs_queue|aws_ecr_repository|aws_cloudwatch_log_group", "name"),
    _keys(r"google_storage_bucket|google_sql_database(?:_instance)?|azurerm_(?:storage|cosmosdb)_account", "name"),
)
_CLOUDFORMATION = (
    _keys(r"AWS::DynamoDB::(?:Global)?Table", "TableName"),
    _keys(r"AWS::S3::Bucket", "BucketName"),
    _keys(r"AWS::RDS::DBInstance", "DBInstanceIdentifier DBName MasterUsername StorageEncrypted KmsKeyId"),
    _keys(r"AWS::RDS::DBCluster", "DBClusterIdentifier DatabaseName MasterUsername StorageEncrypted KmsKeyId"),
    _keys(r"AWS::EFS::FileSystem", "Encrypted KmsKeyId"),
    _keys(r"AWS::SQS::Queue", "QueueName"),
    _keys(r"AWS::Kinesis::Stream|AWS::SecretsManager::Secret", "Name"),
    _keys(r"AWS::ECR::Repository", "RepositoryName"),
    _keys(r"AWS::Logs::LogGroup", "LogGroupName"),
)
_CDK = (
    _keys(r"Table(?:V2)?", "tableName table_name partitionKey partition_key sortKey sort_key"),
    _keys(r"Bucket", "bucketName bucket_name"),
    _keys(
        r"Database(?:Instance|Cluster)", "instanceIdentifier instance_identifier clusterIdentifier cluster_identifier"
    ),
    _keys(r"Queue", "queueName queue_name"),
    _keys(r"Stream", "streamName stream_name"),
    _keys(r"Secret", "secretName secret_name"),
    _keys(r"Repository", "repositoryName repository_name"),
    _keys(r"LogGroup", "logGroupName log_group_name"),
)
_BY_LANGUAGE = {
    "Terraform": _TERRAFORM,
    "YAML": _CLOUDFORMATION,
    "JSON": _CLOUDFORMATION,
    "Python": _CDK,
    "TypeScript": _CDK,
    "JavaScript": _CDK,
}
_TEMPLATES = {"YAML", "JSON"}
_WORDS = {
    language: words("aws") if language in _TEMPLATES else frozenset(key.lower() for one in table for key in one.keys)
    for language, table in _BY_LANGUAGE.items()
}
_HAS_A_KEY = {
    language: re.compile(rf"\b(?:{'|'.join(sorted({key for one in table for key in one.keys}))})\b")
    for language, table in _BY_LANGUAGE.items()
}


def replaced(file: ChangedFile) -> Iterator[Fact]:
    """A name or key of the resource itself; what stands in a block within it is not looked at."""
    wanted = _WORDS.get(file.language.name, frozenset())
    if wanted.isdisjoint(file.words) or not file.takes_effect:
        return
    if file.language.name in _TEMPLATES:
        yield from _logical_ids(file)
    for before, after in file.rewritten:
        if not _HAS_A_KEY[file.language.name].search(after.text):
            continue
        old, new = _settings(before), _settings(after)
        changed = [key for key in new if key in old and old[key] != new[key]]
        type_ = _type_around(file, after) if changed else None
        for key in changed:
            if type_ and any(
                key in one.keys and one.types.fullmatch(type_) for one in _BY_LANGUAGE[file.language.name]
            ):
                yield _fact(file, after, f"{code(key)} of the {code(type_)}", type_, (old[key], new[key]))


def _logical_ids(file: ChangedFile) -> Iterator[Fact]:
    for before, after in file.rewritten:
        old, new = _LOGICAL_ID.match(before.text), _LOGICAL_ID.match(after.text)
        below = next(file.below(after), None) if old and new else None
        type_ = _TYPE.match(below.text) if below and below.kind == " " else None
        if old and new and type_ and any(one.types.fullmatch(type_["type"]) for one in _CLOUDFORMATION):
            yield _fact(file, after, f"logical id of the {code(type_['type'])}", type_["type"], (old["id"], new["id"]))


def _fact(file: ChangedFile, line: CodeLine, what: str, type_: str, values: tuple[str, str]) -> Fact:
    before, after = values
    return _REPLACED.at(
        file,
        line,
        f"The {what} goes from {code(before)} to {code(after)}: a new, empty one takes its place, and what the present "
        "one holds is lost with it, or left behind.",
        subject=type_,
        before=before,
        after=after,
        short=f"a new, empty {code(type_)} in the place of the present one",
    )


def _settings(line: CodeLine) -> dict[str, str]:
    return {match["key"]: match["value"].strip() for match in _SET.finditer(line.text)}


def _type_around(file: ChangedFile, line: CodeLine) -> str | None:
    """Of the resource that the line directly belongs to."""
    if file.language.name in _TEMPLATES:
        return _type_beside_properties(file, line)
    if match := _CONSTRUCT.search(line.text):
        return match["type"]
    parent = _parent(file, line)
    if file.language.name == "Terraform":
        block = _BLOCK.match(parent.text if parent else file.diff.hunks[line.hunk].section)
        return block["type"] if block else None
    match = _CONSTRUCT.search(parent.text) if parent else None
    if match is None or parent is None:
        return None
    below = next(file.below(parent), None)
    has_scope = not parent.text.rstrip().endswith("(") or (below is not None and _SCOPE.match(below.text))
    return match["type"] if has_scope else None


def _type_beside_properties(file: ChangedFile, line: CodeLine) -> str | None:
    parent = _parent(file, line)
    if parent is None or not _PROPERTIES.match(parent.text):
        return None
    for direction in (file.above(parent), file.below(parent)):
        for other in direction:
            if other.text.strip() and other.depth < parent.depth:
                break  # here another resource begins
            if other.depth == parent.depth and (match := _TYPE.match(other.text)):
                return match["type"]
    return None


def _parent(file: ChangedFile, line: CodeLine) -> CodeLine | None:
    return next((other for other in file.above(line) if other.text.strip() and other.depth < line.depth), None)


ALL: tuple[Rule, ...] = (replaced,)
