"""What each setting of triage would cost, and to whom it would leave which changes."""

from evals import triage
from evals.case_files import OWN_CASES

_CASES = [str(OWN_CASES / name) for name in ("markdown-guide", "python-payment-timeout", "kubernetes-privileged")]


def test_it_tells_who_reads_what_and_what_that_costs(capsys):
    assert triage.main(_CASES) == 0

    head, *rows, told = capsys.readouterr().out.splitlines()
    readers = {row[: head.index("the rules")].strip(): row[head.index("the rules") :].split() for row in rows}
    costs = {name: float(one[3].removeprefix("$")) for name, one in readers.items()}
    assert readers["no triage, all to the strong"][:3] == ["0", "0", "3"]
    assert readers["documentation to 500 lines to the rules"][:3] == ["1", "0", "2"]
    assert readers["… the rest to the cheap, strong from high"][:3] == ["1", "1", "1"]
    assert readers["no triage, all to the cheap"][-1] == "1"
    assert costs["no triage, all to the cheap"] < costs["no triage, all to the strong"]
    assert told.startswith("Changes: 3.")


def test_huge_changes_are_left_out_and_a_missing_folder_is_told(capsys):
    assert triage.main([_CASES[0], str(OWN_CASES / "huge-tls-off")]) == 0
    assert "Changes: 1." in capsys.readouterr().out
    assert triage.main(["/nowhere"]) == 2
    assert "there is no case" in capsys.readouterr().err
