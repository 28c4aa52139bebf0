"""The whole way of an approver: a mail arrives, its link is followed, a decision is taken, the record tells of it."""

from local.git import git


def test_from_the_mail_to_the_recorded_decision(machine, tab, tmp_path):
    git("init", "--quiet", ".", folder=tmp_path)
    for number in range(2):
        author = ("-c", "user.name=A", "-c", "user.email=a@example.com")
        (tmp_path / "app.py").write_text(f"print({number})\n")
        git("add", "app.py", folder=tmp_path)
        git(*author, "commit", "--quiet", "--message", f"change {number}", folder=tmp_path)
    done = machine.local("review", REPO=str(tmp_path), OUT=str(tmp_path / "out"))
    assert done.returncode == 0, done.stderr

    tab.goto(f"{machine.address}/mailbox")
    tab.locator(".mails a").first.click()
    tab.frame_locator("iframe").locator("a[href*='/approve/']").first.click()
    tab.get_by_label("Comment").fill("seen in a browser")
    tab.get_by_role("button", name="Approve", exact=True).click()
    tab.get_by_text("This deployment has been approved").wait_for()
    tab.get_by_role("link", name="Open the record").click()
    tab.get_by_text("Deployed", exact=True).first.wait_for(timeout=60_000)

    assert "seen in a browser" in tab.inner_text("main")
    assert ":assumed-role/Approver/" in tab.inner_text("main")
