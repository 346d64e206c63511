"""Secrets asked for by the command line: hidden at a terminal, else a line each from standard input.

Never from the command line itself, which others on the computer can read.
"""

from __future__ import annotations

import getpass
import sys


def ask(prompt: str) -> str:
    """What somebody types, or the next line."""
    if sys.stdin is not None and sys.stdin.isatty():
        return getpass.getpass(prompt)
    return sys.stdin.readline().rstrip("\r\n") if sys.stdin is not None else ""
