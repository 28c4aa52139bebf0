"""
What a file is for, by its name and by what the deployed commit says of it in `.gitattributes`.

A name that no rule knows is source: what is not known is read first, not last.
"""

import re
from collections.abc import Mapping

from lambdas.shared.domain.change import FileClass

ATTRIBUTES = {
    "linguist-generated": FileClass.GENERATED,
    "linguist-vendored": FileClass.VENDORED,
    "linguist-documentation": FileClass.DOCUMENTATION,
}

_SUITE = re.compile(r"(?<=[a-z0-9])(?=(?:Tests?|Spec)\.[A-Za-z]+$)")  # UserTest.java is a test, Latest.java is not


def classify(path: str, attributes: Mapping[str, bool], *, is_binary: bool = False) -> FileClass:
    """
    The class of a file, from its path and its linguist attributes (`ATTRIBUTES`; absent: unspecified).

    An attribute that is set decides; one that is unset ("-linguist-vendored") takes that class out of the running.
    """
    if is_binary:
        return FileClass.BINARY
    for name, file_class in ATTRIBUTES.items():
        if attributes.get(name):
            return file_class
    ruled_out = {file_class for name, file_class in ATTRIBUTES.items() if attributes.get(name) is False}
    place = "/" + _SUITE.sub("_", path).lower()
    return next(
        (file_class for file_class, rule in _RULES if file_class not in ruled_out and rule.search(place)),
        FileClass.SOURCE,
    )


def _rule(*, folders: str = "", names: str = "", endings: str = "") -> re.Pattern[str]:
    """Any of: a folder of this name somewhere above, exactly this name, this ending. Patterns, in lower case."""
    parts = (
        [f"/(?:{folders})/"] * bool(folders) + [f"/(?:{names})$"] * bool(names) + [f"(?:{endings})$"] * bool(endings)
    )
    return re.compile("|".join(parts), re.DOTALL)


_RULES = (  # the first that matches
    (
        FileClass.VENDORED,
        _rule(
            folders=r"node_modules|vendor|third[-_]?party|bower_components|external_libs|\.yarn/(?:releases|plugins)"
        ),
    ),
    (
        FileClass.LOCK_FILE,
        _rule(
            names=r"package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml|yarn\.lock|bun\.lockb?|go\.sum|go\.work\.sum"
            r"|packages\.lock\.json|gradle\.lockfile|package\.resolved|\.terraform\.lock\.hcl|flake\.lock|paket\.lock"
            r"|(?:cargo|poetry|pdm|uv|pipfile|gemfile|composer|mix|pubspec|podfile|deno|conan|chart|requirements)\.lock"
        ),
    ),
    (
        FileClass.GENERATED,
        _rule(
            folders=r"__snapshots__|__generated__|generated|dist",
            endings=r"\.min\.(?:js|css)|\.(?:js|css)\.map|\.pb\.(?:go|cc|h)|_pb2(?:_grpc)?\.pyi?|_pb\.(?:js|d\.ts|rb)"
            r"|\.generated\.[a-z]+|\.g\.(?:dart|cs)|\.designer\.cs|_generated\.[a-z]+|zz_generated\.[^/]+|\.snap",
        ),
    ),
    (
        FileClass.CI,
        _rule(
            folders=r"\.github/(?:workflows|actions)|\.circleci|\.buildkite|\.gitlab|\.azure-pipelines|\.ci|\.drone"
            r"|\.teamcity|\.tekton|\.woodpecker|buildspecs?",
            names=r"\.gitlab-ci\.ya?ml|jenkinsfile[^/]*|azure-pipelines[^/]*\.ya?ml|\.travis\.yml|bitbucket-pipelines\.yml"
            r"|\.drone\.ya?ml|appveyor\.yml|cloudbuild[^/]*\.(?:ya?ml|json)|buildspec[^/]*\.ya?ml|appspec\.(?:ya?ml|json)"
            r"|codecov\.ya?ml|\.pre-commit-config\.yaml|dependabot\.ya?ml|renovate\.json5?|codeowners",
        ),
    ),
    (
        FileClass.TEST,
        _rule(
            folders=r"tests?|__tests__|__mocks__|specs?|testdata|fixtures|e2e|cypress|[a-z0-9_.]+\.(?:unit)?tests?",
            names=r"test_[^/]*\.py|conftest\.py|tests\.py|tests?\.rs",
            endings=r"[_.-](?:tests?|specs?|cy|e2e)\.[a-z]+",
        ),
    ),
    (
        FileClass.MIGRATION,
        _rule(
            folders=r"migrations?|db/migrate|alembic/versions|flyway|liquibase|changelogs?/db|db/changelog|schema_changes",
            names=r"[vru]\d[\w.]*__[^/]*\.(?:sql|java)|r__[^/]*\.sql|schema\.(?:sql|rb|prisma)|structure\.sql"
            r"|db\.changelog[^/]*",
        ),
    ),
    (
        FileClass.DEPENDENCY_MANIFEST,
        _rule(
            folders=r"requirements",
            names=r"package\.json|pnpm-workspace\.yaml|pyproject\.toml|setup\.(?:py|cfg)|pipfile|environment\.ya?ml"
            r"|[^/]*requirements[^/]*\.(?:txt|in)|constraints[^/]*\.txt|go\.(?:mod|work)|cargo\.toml|gemfile|[^/]*\.gemspec"
            r"|composer\.json|pom\.xml|build\.gradle(?:\.kts)?|settings\.gradle(?:\.kts)?|libs\.versions\.toml|build\.sbt"
            r"|[^/]*\.(?:cs|fs|vb)proj|packages\.config|directory\.packages\.props|nuget\.config|mix\.exs|rebar\.config"
            r"|pubspec\.yaml|podfile|package\.swift|vcpkg\.json|conanfile\.(?:txt|py)|chart\.yaml|bower\.json|deno\.jsonc?"
            r"|\.npmrc|\.yarnrc(?:\.yml)?|\.gitmodules|[^/]*\.cabal|stack\.yaml|project\.clj|deps\.edn|cpanfile|flake\.nix",
        ),
    ),
    (FileClass.DOCUMENTATION, _rule(endings=r"\.(?:md|mdx|markdown|rst|adoc|asciidoc)")),  # of a deployment, too
    (
        FileClass.INFRASTRUCTURE,
        _rule(
            folders=r"terraform|infra|infrastructure|cloudformation|cfn|cdk|stacks|pulumi|helm|charts|k8s|kubernetes"
            r"|kustomize|manifests|ansible|playbooks|argocd|flux|iam|deploy|deployment|deployments",
            names=r"dockerfile[^/]*|containerfile|[^/]*\.dockerfile|(?:docker-)?compose[^/]*\.ya?ml|\.dockerignore"
            r"|kustomization\.ya?ml|serverless[^/]*\.(?:ya?ml|json|ts)|(?:sam-)?template\.(?:ya?ml|json)|samconfig\.toml"
            r"|cdk\.json|pulumi[^/]*\.ya?ml|skaffold\.ya?ml|helmfile\.ya?ml|values[^/]*\.yaml|procfile|app\.yaml|fly\.toml"
            r"|vercel\.json|netlify\.toml|nginx[^/]*\.conf|[^/]*polic(?:y|ies)[^/]*\.json|[^/]*[-_.]stack\.(?:py|[jt]s)"
            r"|vagrantfile|packer[^/]*\.json|amplify\.ya?ml|apprunner\.yaml|ecs-[^/]*\.json|task-?definition[^/]*\.json",
            endings=r"\.tf(?:vars)?(?:\.json)?|\.hcl|\.bicep|\.template(?:\.(?:json|ya?ml))?|\.cfn\.(?:json|ya?ml)|\.nomad|\.rego",
        ),
    ),
    (
        FileClass.DOCUMENTATION,
        _rule(
            folders=r"man/man\d",
            names=r"(?:readme|license|licence|copying|notice|authors|contributors|changelog|changes|history|contributing"
            r"|code_of_conduct|security|todo)(?:\.(?:txt|html?))?|docs?/(?:[^/]+/)*[^/]+\.(?:txt|html?)|humans\.txt",
            endings=r"\.(?:md|mdx|markdown|rst|adoc|asciidoc|org|textile|rdoc|pod|texi|tex)",
        ),
    ),
    (
        FileClass.CONFIGURATION,
        _rule(
            names=r"\.[^/.]+|\.[^/]*(?:rc|ignore|attributes)|\.env[^/]*|(?:gnu)?makefile|cmakelists\.txt|meson\.build"
            r"|build(?:\.bazel)?|workspace(?:\.bazel)?|justfile|rakefile|gruntfile\.js|[^/]*\.config\.(?:[cm]?[jt]s|json)",
            endings=r"\.(?:ya?ml|json[5c]?|toml|ini|cfg|cnf|conf|config|env|properties|props|targets|xml|plist|editorconfig"
            r"|service|socket|timer|desktop|reg|mk|cmake|bzl)",
        ),
    ),
    (
        FileClass.DATA,
        _rule(
            endings=r"\.(?:csv|tsv|jsonl|ndjson|geojson|parquet|avro|arrow|feather|svg|po|pot|xlf|xliff|txt|log|dat|data"
            r"|ipynb|pem|crt|cer|ics|srt|vtt|gpx|kml|wkt|fasta|vcf|dic|aff|eml|mbox)"
        ),
    ),
)
