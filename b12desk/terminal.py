"""The one door to the terminal: what the program prints, on either stream, steers nothing and forges no line.

Rules: a name, a message or any other part of the text is put on one line by `escaped` where it is put in; whatever
comes through the door keeps only the line breaks that are ours, and every other hidden character stands as an escape;
what the stream's encoding lacks stands as an escape too.
"""

from __future__ import annotations

import argparse
import errno
import os
import sys
from typing import TYPE_CHECKING, NoReturn, TextIO

from b12desk.characters.hidden import escaped
from b12desk.errors import UserError, listed
from b12desk.i18n import N_, current

if TYPE_CHECKING:
    from _typeshed import SupportsWrite


def write(stream: TextIO | None, text: str) -> None:
    """``text``, of which the line breaks are ours. Raises OSError, also when the stream was closed."""
    if stream is None:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    encoding = stream.encoding or "utf-8"
    stream.write(escaped(text, keep="\n").encode(encoding, "backslashreplace").decode(encoding))
    stream.flush()


def complain(text: str) -> None:
    """``text`` on standard error; in silence when nobody can read it."""
    try:
        write(sys.stderr, text + "\n")
    except OSError:
        detach(sys.stderr)


def note(text: str) -> None:
    """One line on standard error; in silence when nobody can read it."""
    complain(escaped(text))


def complaint(error: UserError) -> str:
    """The title and each problem of ``error``, each on one line."""
    return "\n".join([escaped(error.title), *(f"  {escaped(line)}" for line in listed(error.problems))])


def detach(stream: TextIO | None) -> None:
    """Let what is still buffered go nowhere, so that closing at exit does not fail a second time."""
    if stream is not None:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


_WORDS_OF_ARGPARSE = (
    N_("usage: "),
    N_("positional arguments"),
    N_("options"),
    N_("show this help message and exit"),
    N_("%(prog)s: error: %(message)s\n"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("the following arguments are required: %s"),
    N_("unrecognized arguments: %s"),
    N_("ambiguous option: %(option)s could match %(matches)s"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("expected one argument"),
    N_("expected at least one argument"),
    N_("not allowed with argument %s"),
    N_("ignored explicit argument %r"),
    N_("unexpected option string: %s"),
)
"""What argparse itself says to whoever uses our commands, for translators; it looks each up when it needs it."""


def _in_use(message: str) -> str:
    return current().translations.gettext(message)


vars(argparse)["_"] = _in_use  # its own is gettext's one language for the whole process


class Parser(argparse.ArgumentParser):
    """argparse, talking through the same door: it repeats arguments as they were given."""

    def error(self, message: str) -> NoReturn:
        """End with status 2, ``message`` on one line. Raises SystemExit."""
        super().error(escaped(message))

    def _print_message(self, message: str, file: SupportsWrite[str] | None = None) -> None:
        stream = sys.stderr if file is None or file is sys.stderr else sys.stdout
        try:
            write(stream, message)
        except OSError:
            detach(stream)
