"""The pipeline's artifact bucket: objects put and read in the role of whoever acts, so that IAM has its say."""

import secrets
from dataclasses import dataclass

from local.account.account import Account
from local.codepipeline.definition import Pipeline
from local.codepipeline.executions import Artifact, Revision


@dataclass(frozen=True, slots=True)
class ArtifactStore:
    pipeline: Pipeline
    role: Account

    def put(self, name: str, content: bytes, *, revision: Revision | None = None) -> Artifact:
        """Keys are made as CodePipeline makes them: `PIPELINE/ARTIFACT/random`, the names cut to 20 and 10."""
        key = f"{self.pipeline.name[:20]}/{name[:10]}/{secrets.token_urlsafe(5)}"
        encryption = {"ServerSideEncryption": "aws:kms", "SSEKMSKeyId": self.pipeline.encryption_key}
        self.role.client("s3").put_object(
            Bucket=self.pipeline.artifact_bucket,
            Key=key,
            Body=content,
            ContentType="application/zip",
            **(encryption if self.pipeline.encryption_key else {}),
        )
        return Artifact(name=name, bucket=self.pipeline.artifact_bucket, key=key, revision=revision)

    def read(self, artifact: Artifact) -> bytes:
        answer = self.role.client("s3").get_object(Bucket=artifact.bucket, Key=artifact.key)
        return bytes(answer["Body"].read())
