"""A synthesised template, with what the tests ask of it."""

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Template:
    name: str
    data: dict[str, Any]

    @classmethod
    def read(cls, path: Path) -> "Template":
        return cls(path.name.removesuffix(".template.json"), json.loads(path.read_text(encoding="utf-8")))

    def resources(self, kind: str) -> dict[str, Any]:
        """Properties by logical id."""
        found = self.data["Resources"].items()
        return {name: resource.get("Properties", {}) for name, resource in found if resource["Type"] == kind}

    @cached_property
    def functions(self) -> dict[str, Any]:
        """Properties of the Lambda functions by step."""
        functions = self.resources("AWS::Lambda::Function").values()
        return {function["Handler"].split(".")[1]: function for function in functions}

    def project(self, file: str) -> dict[str, Any]:
        """The CodeBuild project that runs this file of buildspec/."""
        first_line = Path("buildspec", f"{file}.yml").read_text(encoding="utf-8").splitlines()[0]
        projects = self.resources("AWS::CodeBuild::Project").values()
        return next(project for project in projects if project["Source"]["BuildSpec"].startswith(first_line))

    def statements(self, role: object) -> list[dict[str, Any]]:
        """The policy statements of the role that this reference leads to."""
        name = role["Fn::GetAtt"][0]
        return [
            statement
            for policy in self.resources("AWS::IAM::Policy").values()
            if {"Ref": name} in policy["Roles"]
            for statement in policy["PolicyDocument"]["Statement"]
        ]

    def actions(self, role: object) -> set[str]:
        return {action for statement in self.statements(role) for action in as_list(statement["Action"])}


def as_list(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]
