"""The report: the brief in full and the diff beside it, in one file that needs nothing else."""

from lambdas.shared.brief.brief import Brief
from lambdas.shared.brief.mail import render_mail


def render_report(brief: Brief, diff: str) -> str:
    """`diff` is the redacted unified diff of `brief.review.change`."""
    return render_mail(brief).html
