"""What keeps a page from being shown."""

from http import HTTPStatus

from local.console.http import Response
from local.console.pages import page


class Problem(Exception):  # noqa: N818 (an answer to the reader, not a fault)
    """A status and a sentence for the reader."""

    def __init__(self, status: HTTPStatus, text: str) -> None:
        super().__init__(text)
        self.status = status
        self.text = text


def not_found(what: str = "page") -> Problem:
    return Problem(HTTPStatus.NOT_FOUND, f"There is no such {what}. It may belong to an earlier start of the cloud.")


def problem_page(problem: Problem) -> Response:
    return page("problem.html", status=problem.status, title=problem.status.phrase, text=problem.text)
