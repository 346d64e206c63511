"""The FILE arguments: bytes from files or standard input, and the responses in them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from b12desk.errors import Problem, ResponseError, UserError
from b12desk.i18n import _
from b12desk.interop.fhir import read_responses
from b12desk.interop.idle import warning_signs
from b12desk.interop.strict_json import MOST_BYTES
from b12desk.model.definition import Definition
from b12desk.model.response import QuestionnaireResponse
from b12desk.private_file import reason_of
from b12desk.terminal import note

STANDARD_INPUT = "-"
Result = TypeVar("Result")


def read_bytes(file: str) -> bytes:
    """The bytes of a FILE argument, one more than can be read at most. Raises `ResponseError`."""
    try:
        if file == STANDARD_INPUT:
            return sys.stdin.buffer.read(MOST_BYTES + 1) if sys.stdin else b""
        with Path(file).open("rb") as stream:
            return stream.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        problem = Problem(file, _("the file cannot be read ({reason}).", reason=reason_of(error)))
        raise ResponseError(_("A file cannot be read:"), [problem]) from error


def name_of(file: str) -> str:
    """What messages call a FILE argument."""
    return _("standard input") if file == STANDARD_INPUT else file


def read_response(definition: Definition, file: str, data: bytes) -> QuestionnaireResponse:
    """The response in ``data``; its warnings go to standard error. Raises `ResponseError`."""
    read = read_responses(definition.questionnaire, data, name_of(file), warning_signs(definition))
    for warning in read.warnings:
        note(_("note: {warning}", warning=warning))
    return read.response


def each(files: Sequence[str], work: Callable[[str], Result]) -> list[Result]:
    """``work`` done for every file. Raises one `ResponseError` with the problems of all files."""
    found: list[Result] = []
    problems: list[Problem] = []
    for file in files:
        try:
            found.append(work(file))
        except UserError as error:
            problems += error.problems
    if problems:
        raise ResponseError(_("Nothing was done; problems: {count}", count=len(problems)), problems)
    return found
