"""
The source action of S3: one version of an object, as the artifact that the other actions take.

https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-S3.html
"""

from botocore.exceptions import ClientError

from local.account.account import Account
from local.cloud.http import ApiError
from local.codepipeline.artifact_store import ArtifactStore
from local.codepipeline.executions import ActionExecution, Execution, Outcome, Revision, Status


def run_archive_source(execution: Execution, run: ActionExecution, *, role: Account) -> Outcome:
    """`role` reads the object, and writes the artifact."""
    bucket, key = run.configuration["S3Bucket"], run.configuration["S3ObjectKey"]
    wanted = execution.wanted_revisions.get(run.action.name)
    try:
        found = role.client("s3").get_object(Bucket=bucket, Key=key, **({"VersionId": wanted} if wanted else {}))
    except ClientError as error:
        raise ApiError("ConfigurationError", f"The object {key} cannot be read from {bucket}: {error}") from error
    version = found.get("VersionId", "null")
    if version == "null":
        raise ApiError("ConfigurationError", f"The bucket {bucket} keeps no versions: switch versioning on.")
    revision = Revision(
        action_name=run.action.name,
        artifact_name=run.action.outputs[0],
        repository_name="",
        branch="",
        revision_id=version,
        summary=f"Amazon S3 version id: {version}",
        created_at=found["LastModified"].timestamp(),
        is_full_clone=False,
    )
    artifact = ArtifactStore(execution.pipeline, role).put(
        revision.artifact_name, found["Body"].read(), revision=revision
    )
    return Outcome(
        Status.SUCCEEDED,
        external_id=version,
        summary=revision.summary,
        artifacts=(artifact,),
        variables={"BucketName": bucket, "ObjectKey": key, "ETag": found["ETag"].strip('"'), "VersionId": version},
    )
