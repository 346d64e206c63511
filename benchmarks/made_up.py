"""Rows of made-up records, as whole as the store's tables want them: one place to mend when a table changes."""

from __future__ import annotations


def person(identifier: str, display: str, number: str, born: str | None = None) -> dict[str, str | None]:
    """The row of one entry of a person who has no other one. ``born``: ISO 8601."""
    name = {"display": display, "family": "", "given": ""}
    return {"id": identifier, "human": identifier, "number": number, "born": born} | name
