"""The FILE arguments: bytes from files or standard input, and the responses in them: one, or one on each line."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO, NamedTuple, TypeVar

from b12desk.definitions.published import Published
from b12desk.errors import Problem, ResponseError, UserError
from b12desk.i18n import _
from b12desk.interop.lines import holds_lines, lines_of
from b12desk.interop.strict_json import MOST_BYTES
from b12desk.interop.versions import read_any_version
from b12desk.model.response import QuestionnaireResponse
from b12desk.private_file import reason_of
from b12desk.terminal import note

STANDARD_INPUT = "-"
MOST_LINES_BYTES = 200_000_000
"""Of a file with one response a line; each line may have as many as a file with one response."""
Result = TypeVar("Result")


class Input(NamedTuple):
    """One response as bytes, the FILE argument it comes from, and its line when the file has one response a line."""

    file: str
    data: bytes
    line: int | None = None

    @property
    def name(self) -> str:
        """What messages call it: the file, or ``FILE:LINE``."""
        return name_of(self.file) if self.line is None else f"{name_of(self.file)}:{self.line}"


def read_bytes(file: str) -> bytes:
    """The bytes of a FILE argument, one more than can be read at most. Raises `ResponseError`."""
    try:
        if file == STANDARD_INPUT:
            return _bounded(sys.stdin.buffer, file) if sys.stdin else b""
        with Path(file).open("rb") as stream:
            return _bounded(stream, file)
    except (OSError, ValueError) as error:
        problem = Problem(file, _("the file cannot be read ({reason}).", reason=reason_of(error)))
        raise ResponseError(_("A file cannot be read:"), [problem]) from error


def _bounded(stream: BinaryIO, file: str) -> bytes:
    data = stream.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES and holds_lines(file, data):
        data += stream.read(MOST_LINES_BYTES + 1 - len(data))
    return data


def read_inputs(file: str) -> list[Input]:
    """The responses of a FILE argument, unread. Raises `ResponseError`."""
    data = read_bytes(file)
    if not holds_lines(file, data):
        return [Input(file, data)]
    found = [Input(file, line, number) for number, line in lines_of(data)]
    cause = fix = ""
    if len(data) > MOST_LINES_BYTES:
        cause = _("the file is larger than {count} MB.", count=MOST_LINES_BYTES // 1_000_000)
        fix = _("Share its lines out among several files.")
    elif not found:
        cause, fix = _("no line holds a response."), _("Write one QuestionnaireResponse on each line.")
    if cause:
        raise ResponseError(_("A file cannot be read:"), [Problem(name_of(file), cause, fix)])
    return found


def name_of(file: str) -> str:
    """What messages call a FILE argument."""
    return _("standard input") if file == STANDARD_INPUT else file


def read_response(published: Published, given: Input) -> QuestionnaireResponse:
    """The response in an input; its warnings go to standard error. Raises `UserError`."""
    read = read_any_version(published, given.data, given.name, given.line or 1)
    for warning in read.warnings:
        note(_("note: {warning}", warning=warning))
    return read.response


def each(files: Sequence[str], work: Callable[[Input], Result]) -> list[Result]:
    """``work`` done for every response in every file. Raises one `ResponseError` with the problems of all of them."""
    found: list[Result] = []
    problems: list[Problem] = []
    for file in files:
        try:
            inputs = read_inputs(file)
        except UserError as error:
            problems += error.problems
            continue
        for given in inputs:
            try:
                found.append(work(given))
            except UserError as error:
                problems += error.problems
    if problems:
        raise ResponseError(_("Nothing was done; problems: {count}", count=len(problems)), problems)
    return found
