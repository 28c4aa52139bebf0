"""
The pictures of the README, taken of the sample's release 1.1: `python -m docs.take_screenshots`.

The change is extracted from a real repository, the review is written by the rules, mail and report are the product's.
"""

import gzip
import os
import shutil
import subprocess
import tomllib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from buildspec.extract_change.baseline import choose_baseline
from buildspec.extract_change.change import Extraction, extract
from buildspec.extract_change.repository import open_repository
from lambdas.shared.brief.brief import Brief
from lambdas.shared.brief.mail import render_mail
from lambdas.shared.brief.report import render_report
from lambdas.shared.domain.assessment import OFFLINE_REASON, assess, review_without_model
from lambdas.shared.domain.review import Evidence, Tests
from tests.browser.chromium import chromium

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
_OPENED = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
_DEVELOPER = "Ada Lovelace"


def main() -> None:
    with TemporaryDirectory() as folder:
        extraction = _extract_release(Path(folder))
    diff = gzip.decompress(extraction.diff.compressed).decode()
    brief = _brief(extraction, diff)
    mail, report = render_mail(brief).html, render_report(brief, diff)
    IMAGES.mkdir(exist_ok=True)
    with chromium() as browser:
        for name, html, width, height, scheme in (
            ("brief", mail, 600, 800, "light"),
            ("brief-dark", mail, 600, 800, "dark"),
            ("brief-phone", mail, 375, 812, "light"),
            ("report", report, 1100, 800, "light"),
        ):
            page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
            page.set_content(html)
            if name == "report":
                page.keyboard.press("n")  # to the first remark
                page.mouse.wheel(0, -200)
                page.wait_for_timeout(300)
            page.screenshot(path=IMAGES / f"{name}.png")
            page.close()


def _extract_release(folder: Path) -> Extraction:
    """What lies between the sample's two releases."""
    releases = tomllib.loads((ROOT / "sample" / "releases.toml").read_text())["releases"]
    _git(folder, "init", "--quiet")
    for release in releases:
        shutil.copytree(ROOT / "sample" / release["folder"], folder, dirs_exist_ok=True)
        _git(folder, "add", "--all")
        _git(folder, "commit", "--quiet", "--message", f"{release['subject']}\n\n{release['body'].strip()}")
    with open_repository(folder) as repository:
        head = repository.resolve("HEAD") or ""
        return extract(repository, choose_baseline(repository, head, deployments=(), configured="HEAD~1"), head)


def _git(folder: Path, *arguments: str) -> None:
    """The same commit ids whenever and by whomever the pictures are taken."""
    who = {
        f"GIT_{role}_{what}": value
        for role in ("AUTHOR", "COMMITTER")
        for what, value in (("NAME", _DEVELOPER), ("EMAIL", "ada@example.com"), ("DATE", "2026-11-23T08:50:00Z"))
    }
    subprocess.run(
        ["git", "-C", str(folder), *arguments],
        check=True,
        env={"PATH": os.environ["PATH"], "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, **who},
    )


def _brief(extraction: Extraction, diff: str) -> Brief:
    review = review_without_model(assess(extraction.captured, diff), reason=OFFLINE_REASON)
    evidence = Evidence("The build passed.", Tests(passed=34, failed=0, skipped=0), ())
    return Brief(
        review=replace(review, evidence=evidence),
        pipeline_name="sorting",
        repository_name="sorting",
        region="eu-west-1",
        execution_id="3f1c9a52-7d0e-4a6b-9b1e-5a0c7c1d2e3f",
        approval_url="https://console.aws.amazon.com/codesuite/codepipeline/pipelines/sorting/view?region=eu-west-1",
        opened_at=_OPENED,
        expires_at=_OPENED + timedelta(days=7),
        author=f"{_DEVELOPER} <ada@example.com>",
    )


if __name__ == "__main__":
    main()
