"""What a file is for, by its name and the baseline's attributes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lambdas.shared.domain.change import FileClass
from lambdas.shared.domain.classes import classify

_EXAMPLES = {
    FileClass.SOURCE: """
        app.py src/Latest.java contest.py src/security.py history.js a.sql page.html docs/conf.py no_ending
        cmd/main.go lib/changes.rb src/testament.py attest.py specials/x.c
    """,
    FileClass.TEST: """
        tests/a.py test_app.py src/app.test.ts a_test.go src/UserTest.java UserTests.cs HelloSpec.scala
        spec/a_spec.rb src/__tests__/a.js tests/fixtures/main.tf conftest.py cypress/a.js App.Tests/A.cs
        src/test/java/A.java src/parser/tests.rs src/test.rs
    """,
    FileClass.INFRASTRUCTURE: """
        main.tf prod.tfvars Dockerfile api.Dockerfile docker-compose.yml compose.prod.yaml cdk.json
        template.yaml stacks/api.py infra/x.ts k8s/deployment.yaml charts/x/values.yaml serverless.yml
        read-policy.json kustomization.yaml main.bicep terragrunt.hcl lib/api-stack.ts nginx.conf Pulumi.yaml
        samconfig.toml
    """,
    FileClass.MIGRATION: """
        db/migrate/1_x.rb app/migrations/0001_initial.py alembic/versions/a.py V1_2__add.sql schema.prisma
        R__view.sql prisma/migrations/1/migration.sql
    """,
    FileClass.DEPENDENCY_MANIFEST: """
        package.json requirements.txt requirements-dev.in go.mod Cargo.toml pom.xml build.gradle.kts
        App.csproj Gemfile pyproject.toml composer.json setup.py .npmrc .gitmodules requirements/base.txt
        environment.yml
    """,
    FileClass.LOCK_FILE: """
        package-lock.json yarn.lock pnpm-lock.yaml poetry.lock Cargo.lock go.sum uv.lock Gemfile.lock
        .terraform.lock.hcl
    """,
    FileClass.CI: """
        .github/workflows/ci.yml .gitlab-ci.yml Jenkinsfile buildspec.yml buildspec/deploy.yml
        .circleci/config.yml azure-pipelines.yml appspec.yml CODEOWNERS .pre-commit-config.yaml
    """,
    FileClass.CONFIGURATION: """
        .env config/app.yml settings.json tsconfig.json Makefile app.ini .gitignore webpack.config.js
        log4j.properties CMakeLists.txt
    """,
    FileClass.DOCUMENTATION: """
        README.md docs/guide.rst LICENSE CHANGELOG.txt docs/a/b.txt man/man1/x.1 notes.adoc
    """,
    FileClass.GENERATED: """
        api_pb2.py app.min.js x.pb.go dist/app.js __snapshots__/a.snap Form.Designer.cs generated/api.ts
    """,
    FileClass.VENDORED: """
        vendor/x/y.go node_modules/a/index.js third_party/z.c
    """,
    FileClass.DATA: """
        data/cities.csv words.txt icon.svg events.jsonl locale/de.po analysis.ipynb
    """,
}


@pytest.mark.parametrize(
    ("path", "file_class"), [(path, file_class) for file_class, paths in _EXAMPLES.items() for path in paths.split()]
)
def test_a_name_says_what_a_file_is_for(path, file_class):
    assert classify(path, {}) == file_class


def test_a_binary_file_is_nothing_else():
    assert classify("main.tf", {"linguist-generated": True}, is_binary=True) == FileClass.BINARY


@pytest.mark.parametrize(
    ("attribute", "file_class"),
    [
        ("linguist-generated", FileClass.GENERATED),
        ("linguist-vendored", FileClass.VENDORED),
        ("linguist-documentation", FileClass.DOCUMENTATION),
    ],
)
def test_an_attribute_outweighs_the_name(attribute, file_class):
    assert classify("src/app.py", {attribute: True}) == file_class


@pytest.mark.parametrize(
    ("path", "attribute", "file_class"),
    [
        ("vendor/own.py", "linguist-vendored", FileClass.SOURCE),
        ("dist/Dockerfile", "linguist-generated", FileClass.INFRASTRUCTURE),
        ("guide.md", "linguist-documentation", FileClass.SOURCE),
    ],
)
def test_an_attribute_that_is_unset_takes_the_class_away(path, attribute, file_class):
    assert classify(path, {attribute: False}) == file_class


@given(path=st.text(max_size=60), prefix=st.sampled_from(["", "vendor/", "\n", "a/\n/"]))
def test_any_name_has_a_class(path, prefix):
    assert classify(prefix + path, {}) in FileClass
