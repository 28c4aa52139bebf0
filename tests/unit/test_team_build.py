"""The program of buildspec/build.yml: what it recognises, runs, and leaves as evidence."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from buildspec.team_build import __main__ as program
from buildspec.team_build import build, scans, toolchains
from buildspec.team_build.evidence import Evidence
from buildspec.team_build.sarif import sarif_of
from buildspec.team_build.scan import NoAnswerError, Scan, ScanFinding, Severity
from buildspec.team_build.scanners import bandit, npm_audit, pip_audit
from buildspec.team_build.scanners.scanner import Scanner

FINDING = ScanFinding(Severity.CRITICAL, "CVE-2026-1", "requirements.txt", 3, "a package has a hole")


def answers(answer, **changes):
    """A scanner whose program is this Python, printing `answer`."""
    script = f"import sys; sys.stdout.write({answer!r})"
    read = changes.pop("read", lambda text, _clone: ((FINDING,) * len(text), None))
    return Scanner(
        "probe", sys.executable, None, lambda _clone: True, lambda _clone, _folder: ["-c", script], read, **changes
    )


@pytest.fixture
def clone(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("BUILD_COMMANDS", "SCAN_SECONDS"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def write(folder, **files):
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_DOT_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def build_json(clone):
    return json.loads((clone / ".evidence" / "build.json").read_text(encoding="utf-8"))


class TestRecognition:
    def test_nothing_is_made_of_nothing(self, clone):
        assert toolchains.detect(clone) == ()

    def test_python_is_tested_in_an_environment_of_its_own(self, clone, monkeypatch):
        monkeypatch.setattr(toolchains, "is_satisfied", lambda _clone: False)
        write(clone, requirements_DOT_txt="nothing", tests__test_it_DOT_py="")
        (clone / "requirements-dev.txt").write_text("pytest")

        commands = toolchains.detect(clone)

        assert commands[0].startswith("python3 -m venv ")
        assert commands[2] == "python3 -m pip install --quiet -r requirements-dev.txt -r requirements.txt"
        assert commands[-1] == 'python3 -m pytest -q --junitxml="$EVIDENCE/junit-python.xml"'

    def test_what_is_installed_already_is_not_installed_again(self, clone, monkeypatch):
        monkeypatch.setattr(toolchains, "is_satisfied", lambda _clone: True)
        write(clone, requirements_DOT_txt="pytest", tests__test_it_DOT_py="")

        assert toolchains.detect(clone) == ('python3 -m pytest -q --junitxml="$EVIDENCE/junit-python.xml"',)

    @pytest.mark.parametrize(
        ("lock", "runner", "install"),
        [
            ("package-lock.json", "npm", "npm ci --no-audit --no-fund"),
            ("yarn.lock", "yarn", "corepack enable && yarn install --immutable"),
            ("pnpm-lock.yaml", "pnpm", "corepack enable && pnpm install --frozen-lockfile"),
            ("README.md", "npm", "npm install --no-audit --no-fund"),
        ],
    )
    def test_node_is_installed_by_the_lock_that_is_there(self, clone, lock, runner, install):
        (clone / "package.json").write_text('{"scripts": {"test": "jest"}}')
        (clone / lock).write_text("")

        assert toolchains.detect(clone) == (install, f"{runner} test")

    def test_the_test_script_that_npm_init_writes_is_no_test(self, clone):
        (clone / "package.json").write_text(
            '{"scripts": {"test": "echo \\"Error: no test specified\\" && exit 1", "build": "tsc"}}'
        )

        assert toolchains.detect(clone) == ("npm install --no-audit --no-fund", "npm run build")

    @pytest.mark.parametrize("text", ["", "[]", "{", '{"scripts": 3}', '{"scripts": {"test": 3}}'])
    def test_a_strange_manifest_is_left_to_npm(self, clone, text):
        (clone / "package.json").write_text(text)

        assert toolchains.detect(clone)[0] == "npm install --no-audit --no-fund"

    @pytest.mark.parametrize(
        ("files", "commands"),
        [
            (["pom.xml"], ("mvn -B -q verify",)),
            (["pom.xml", "mvnw"], ("./mvnw -B -q verify",)),
            (["build.gradle.kts", "gradlew"], ("./gradlew build",)),
            (["build.gradle"], ("gradle build",)),
            (["go.mod"], ("go build ./...", "go vet ./...", "go test ./...")),
        ],
    )
    def test_java_and_go_are_known(self, clone, files, commands):
        for name in files:
            (clone / name).write_text("")

        assert toolchains.detect(clone) == commands


class TestRun:
    def test_commands_share_one_shell(self, clone):
        status = build.run(["export GREETING=hello", 'echo "$GREETING" > said'], clone)

        assert (status, (clone / "said").read_text()) == (0, "hello\n")

    def test_the_first_failure_ends_the_build(self, clone):
        assert build.run(["false | true", "touch later"], clone) != 0
        assert not (clone / "later").exists()

    def test_the_build_does_not_see_our_variables(self, clone, monkeypatch):
        monkeypatch.setenv("BUILD_COMMANDS", "[]")
        monkeypatch.setenv("PYTHONPATH", "/ours")

        build.run(["env > seen"], clone)

        assert "PYTHONPATH" not in (clone / "seen").read_text()
        assert "BUILD_COMMANDS" not in (clone / "seen").read_text()
        assert f"EVIDENCE={clone}" in (clone / "seen").read_text()

    @pytest.mark.parametrize(
        ("text", "commands"), [("", None), ("[]", ()), ('["make", "make test"]', ("make", "make test"))]
    )
    def test_the_setting_is_read(self, monkeypatch, text, commands):
        monkeypatch.setenv("BUILD_COMMANDS", text)

        assert build.given_commands() == commands


class TestEvidence:
    def test_reports_that_the_build_wrote_are_gathered(self, clone):
        evidence = Evidence.start(clone)
        write(clone, target__surefire__TEST_a_DOT_xml="")
        for name in ("junit.xml", "lint.sarif", "node_modules/junit.xml", "notes.xml"):
            (clone / name).parent.mkdir(exist_ok=True)
            (clone / name).write_text("<testsuite/>")
        (clone / "target" / "TEST-a.xml").write_text("<testsuite/>")

        evidence.gather()

        assert sorted(path.name for path in evidence.folder.iterdir()) == [
            "001-junit.xml",
            "002-TEST-a.xml",
            "003-lint.sarif",
        ]

    def test_a_committed_report_is_not_taken_for_one_of_this_build(self, clone):
        (clone / "junit.xml").write_text("<testsuite/>")
        os.utime(clone / "junit.xml", (time.time() - 600, time.time() - 600))
        evidence = Evidence.start(clone)

        evidence.gather()

        assert list(evidence.folder.iterdir()) == []

    def test_a_link_is_not_followed(self, clone, tmp_path_factory):
        secret = tmp_path_factory.mktemp("outside") / "secret"
        secret.write_text("secret")
        evidence = Evidence.start(clone)
        (clone / "junit.xml").symlink_to(secret)

        evidence.gather()

        assert list(evidence.folder.iterdir()) == []

    @pytest.mark.parametrize("kind", ["file", "link", "folder"])
    def test_what_the_repository_has_under_our_name_is_put_aside(self, clone, tmp_path_factory, kind):
        outside = tmp_path_factory.mktemp("outside")
        (outside / "kept").write_text("")
        if kind == "file":
            (clone / ".evidence").write_text("")
        elif kind == "link":
            (clone / ".evidence").symlink_to(outside)
        else:
            write(clone, _DOT_evidence__build_DOT_json="forged")

        evidence = Evidence.start(clone)

        assert list(evidence.folder.iterdir()) == []
        assert (outside / "kept").exists()

    def test_a_scanner_that_did_not_run_leaves_its_reason_and_no_report(self, clone):
        evidence = Evidence.start(clone)
        clean, missing = Scan("bandit", ()), Scan("pip-audit", None, "it gave no answer within 5 seconds")
        partial = Scan("npm-audit", (FINDING,), "1 of 2 packages could not be looked up")

        evidence.finish(commands=2, scans=[clean, missing, partial])

        assert sorted(path.name for path in evidence.folder.iterdir()) == [
            "bandit.sarif",
            "build.json",
            "npm-audit.sarif",
        ]
        assert build_json(clone) == {
            "status": "passed",
            "commands": 2,
            "not_scanned": [
                "pip-audit did not run: it gave no answer within 5 seconds.",
                "npm-audit found 1, but 1 of 2 packages could not be looked up.",
            ],
        }

    def test_findings_are_told_in_sarif(self):
        (run,) = sarif_of("pip-audit", [FINDING])["runs"]

        assert run["tool"]["driver"]["name"] == "pip-audit"
        assert run["results"] == [
            {
                "ruleId": "CVE-2026-1",
                "level": "error",
                "message": {"text": "a package has a hole"},
                "locations": [
                    {"physicalLocation": {"artifactLocation": {"uri": "requirements.txt"}, "region": {"startLine": 3}}}
                ],
                "properties": {"security-severity": "9.5"},
            }
        ]


class TestScans:
    @pytest.fixture
    def scan_with(self, clone, monkeypatch):
        def scan(scanner, seconds="60"):
            monkeypatch.setenv("SCAN_SECONDS", seconds)
            monkeypatch.setattr(scans, "SCANNERS", (scanner,))
            return scans.scan(clone)

        return scan

    def test_a_scanner_answers(self, scan_with):
        assert scan_with(answers("xy")) == [Scan("probe", (FINDING, FINDING))]

    def test_a_late_scanner_is_said_to_be_late(self, scan_with):
        slow = answers("")
        slow = Scanner(
            "probe", sys.executable, None, slow.applies, lambda *_: ["-c", "import time; time.sleep(30)"], slow.read
        )

        assert scan_with(slow, "1") == [Scan("probe", None, "it gave no answer within 1 seconds")]

    def test_no_patience_is_no_scan(self, scan_with):
        assert scan_with(answers("x"), "0") == [Scan("probe", None, "the setting scan_seconds is 0")]

    def test_a_scanner_that_is_not_there_is_said_to_be_missing(self, scan_with):
        absent = Scanner("probe", "no-such-program", None, lambda _clone: True, lambda *_: [], lambda *_: ((), None))

        assert scan_with(absent) == [Scan("probe", None, "it is not installed")]

    def test_a_scanner_that_has_nothing_to_do_is_not_named(self, scan_with):
        nothing = Scanner("probe", "no-such-program", None, lambda _clone: False, lambda *_: [], lambda *_: ((), None))

        assert scan_with(nothing) == []


class TestAnswers:
    def test_pip_audit_names_the_package_and_its_line(self, clone):
        (clone / "requirements.txt").write_text("# ours\nJinja_2.x==3.0.0\nflask==1.0\n")
        vulnerable = {"name": "flask", "version": "1.0", "vulns": [{"id": "PYSEC-1"}]}

        findings, reason = pip_audit.SCANNER.read(json.dumps({"dependencies": [vulnerable]}), clone)

        assert (findings[0].path, findings[0].line, findings[0].rule) == ("requirements.txt", 3, "PYSEC-1")
        assert reason is None

    def test_a_package_that_pip_audit_could_not_look_up_is_not_clean(self, clone):
        (clone / "requirements.txt").write_text("flask==1.0\n")
        skipped = {"name": "flask", "skip_reason": "not found"}
        known = {"name": "jinja2", "version": "3", "vulns": []}

        assert pip_audit.SCANNER.read(json.dumps({"dependencies": [skipped, known]}), clone) == (
            (),
            "1 of 2 packages could not be looked up",
        )
        with pytest.raises(NoAnswerError, match="none of the packages"):
            pip_audit.SCANNER.read(json.dumps({"dependencies": [skipped]}), clone)

    def test_bandit_names_the_place(self, clone):
        result = {"issue_severity": "HIGH", "test_id": "B602", "filename": f"{clone}/a/b.py", "line_number": 7}
        answer = json.dumps({"results": [{**result, "issue_text": "shell"}], "errors": [{}]})

        findings, reason = bandit.SCANNER.read(answer, clone)

        assert findings == (ScanFinding(Severity.HIGH, "B602", "a/b.py", 7, "shell"),)
        assert reason == "1 files could not be read"

    def test_npm_audit_names_the_package_in_the_lock(self, clone):
        (clone / "package-lock.json").write_text('{\n "node_modules/left-pad": {}\n}')
        advisory = {"severity": "moderate", "url": "https://github.com/advisories/GHSA-1", "title": "Pads too much"}
        packages = {"left-pad": {"name": "left-pad", "via": [advisory]}, "top": {"name": "top", "via": ["left-pad"]}}

        findings, _ = npm_audit.SCANNER.read(json.dumps({"vulnerabilities": packages}), clone)

        assert findings == (ScanFinding(Severity.MEDIUM, "GHSA-1", "package-lock.json", 2, "left-pad: Pads too much"),)

    @pytest.mark.parametrize("scanner", [pip_audit.SCANNER, bandit.SCANNER, npm_audit.SCANNER])
    @pytest.mark.parametrize("answer", ["", "ERROR: no route to host", "[]", '{"error": {"code": "ENOTFOUND"}}'])
    def test_no_answer_is_not_a_clean_one(self, clone, scanner, answer):
        (clone / "requirements.txt").write_text("flask==1.0\n")
        (clone / "package-lock.json").write_text("{}")

        with pytest.raises(NoAnswerError):
            scanner.read(answer, clone)


class TestProgram:
    def test_a_build_that_passes_leaves_evidence(self, clone, monkeypatch, capfd):
        monkeypatch.setenv("BUILD_COMMANDS", json.dumps(['echo "<testsuite/>" > "$EVIDENCE/junit.xml"']))
        monkeypatch.setenv("SCAN_SECONDS", "0")
        (clone / "app.py").write_text("")

        assert program.main() == 0

        assert (clone / ".evidence" / "junit.xml").is_file()
        assert build_json(clone)["commands"] == 1
        assert "bandit did not run: the setting scan_seconds is 0." in capfd.readouterr().out

    def test_a_build_that_fails_fails_the_action(self, clone, monkeypatch):
        monkeypatch.setenv("BUILD_COMMANDS", '["exit 3"]')

        assert program.main() == 3
        assert not (clone / ".evidence" / "build.json").exists()

    def test_where_nothing_is_recognised_that_is_said(self, clone, capfd):
        assert program.main() == 0

        assert "No build was recognised here" in capfd.readouterr().out
        assert build_json(clone) == {"status": "passed", "commands": 0, "not_scanned": []}

    def test_it_runs_as_the_buildspec_runs_it(self, clone):
        root = Path(__file__).parents[2]
        (clone / "json.py").write_text("raise SystemExit('the clone was imported')")
        environment = {**os.environ, "PYTHONPATH": str(root), "SCAN_SECONDS": "0"}
        command = [sys.executable, "-P", "-m", "buildspec.team_build"]

        assert subprocess.run(command, env=environment, check=False, capture_output=True).returncode == 0
