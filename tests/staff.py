"""Who works at the desk in tests."""

from __future__ import annotations

from b12desk.desk.member import Member

ANA = Member("", "ana", "administrator")


def ana() -> Member:
    """Always Ana."""
    return ANA
