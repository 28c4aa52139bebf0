"""Bare boto3, a client for each service: the same calls of AWS, and nothing else. Its argument is the calls' file."""

import pickle
import sys
from functools import cache
from pathlib import Path

import boto3
from botocore import xform_name

client = cache(boto3.client)

if __name__ == "__main__":
    for service, operation, asked in pickle.loads(Path(sys.argv[1]).read_bytes()):  # noqa: S301 -- our own file
        answer = getattr(client(service), xform_name(operation))(**asked)
        if "Body" in answer:
            answer["Body"].read()
