"""Whose intake is open, in the words of the identity bar: SURNAME, First name, born with age, number with its kind.

The order is that of the NHS's patient banner (ISB 1505): name, birth date, number, and each is labelled but the name.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from b12desk.characters.nhs_number import nhs_digits, nhs_grouped
from b12desk.characters.visible import shortened
from b12desk.desk.finding import born_words
from b12desk.engine.session import Session
from b12desk.i18n import _, parted
from b12desk.model.response import Subject
from b12desk.model.values import PartialDate

LONGEST_PART = 60
"""Characters of a name or number; a longer one ends in dots."""


class Identity(NamedTuple):
    """``strong``: the surname, or a name in one piece; ``rest``: the first name. What is not known is empty."""

    strong: str = ""
    rest: str = ""
    born: str = ""
    number: str = ""

    @property
    def known(self) -> bool:
        """Whether anything says who it is."""
        return any(self)

    @property
    def words(self) -> str:
        """All of it in one line, as it is read out and stands beside a pointer."""
        name = ", ".join(filter(None, (self.strong, self.rest))) or _("Patient: no name given")
        return parted((name, self.born, self.number))


def identity(subject: Subject, born: PartialDate | None, today: date, *, nhs: bool) -> Identity:
    """``born``: as answered, if it was; ``nhs``: a number that can be an NHS number is one."""
    strong = subject.display or subject.family.upper()
    known = born or subject.birth_date
    return Identity(
        shortened(strong, LONGEST_PART),
        shortened(subject.given, LONGEST_PART),
        _("Born {date}", date=born_words(known, today)) if known else "",
        number_words(subject.identifier, nhs=nhs),
    )


def identity_of(session: Session, *, nhs: bool) -> Identity:
    """Who answers."""
    response = session.response()
    return identity(session.subject, born_of(session), response.authored_date, nhs=nhs)


def born_of(session: Session) -> PartialDate | None:
    """The birth date that was answered, else that of the patient line."""
    given = session.answers.get(session.questionnaire.roles.birth_date, ())
    return next((each for each in given if isinstance(each, PartialDate)), session.subject.birth_date)


def number_words(number: str, *, nhs: bool) -> str:
    """A number and what kind of one it is; empty without one."""
    if not number:
        return ""
    if nhs and nhs_digits(number):
        return _("NHS number {number}", number=nhs_grouped(number))
    return _("Record number {number}", number=shortened(number, LONGEST_PART))
