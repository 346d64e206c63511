"""How a finished intake stands, in words: whether it can be changed, which version it is, that it counts no more."""

from __future__ import annotations

from typing import NamedTuple

from b12desk.desk.changes import Changed
from b12desk.desk.open_intake import OpenIntake
from b12desk.i18n import N_, _, current
from b12desk.store.past_versions import History, PastVersion, Said
from b12desk.theme import Tone

REASONS = (
    ("typing", N_("A typing mistake")),
    ("patient", N_("The patient corrected an answer")),
    ("record", N_("Corrected from the record")),
    ("again", N_("Asked again later")),
)
"""Usual reasons for an amendment."""
VOID_REASONS = (
    ("person", N_("Answers of another patient")),
    ("twice", N_("Entered twice")),
    ("test", N_("Only a test or an exercise")),
)
"""Usual reasons why an intake was entered in error."""
BACK_REASONS = (("mistaken", N_("It was marked by mistake")),)


class Told(NamedTuple):
    """A heading and lines below it."""

    tone: Tone
    heading: str
    lines: tuple[str, ...]


def standing_told(intake: OpenIntake) -> Told:
    """What the result page says of a finished intake."""
    past = intake.history
    if past.voided is not None:
        words = _("It counts nowhere, and its papers say so. It cannot be amended.")
        return Told("error", _("Entered in error: do not use"), (said_words(past.voided), words))
    if not intake.frozen:
        words = _("An answer can still be changed. A paper, a copy or leaving fixes it; then only Amend changes it.")
        return Told("info", _("Finished, and not yet fixed"), (words,))
    lines = []
    if past.earlier:
        lines.append(_("Amended {who}", who=said_words(past.earlier[-1].why)))
    if past.amendment is not None:
        lines.append(_("An amendment was begun {who}", who=said_words(past.amendment.why)))
        lines.append(_("It is not finished: until then this version stands."))
    else:
        lines.append(_("No answer can be changed here. Amend makes a new version, and keeps this one."))
    return Told("neutral", _version_words(past), tuple(lines))


def amending_words(intake: OpenIntake) -> str:
    """What every page of an amendment says; nothing in any other intake."""
    if intake.amends is None:
        return ""
    number, why = intake.amends.number, intake.amends.why.reason
    return _("You are amending version {number}: {reason}. It stands until you finish.", number=number, reason=why)


def amendment_left_words(intake: OpenIntake) -> str:
    """What became of an amendment that was left."""
    number = intake.history.version
    if intake.amends is None or intake.amends.fresh:
        return _("Nothing was amended. Version {number} stands.", number=number)
    return _("The amendment is kept. Version {number} stands until it is finished.", number=number)


def said_words(said: Said) -> str:
    """When, by whom and why: ``27 November 2026, 10:32 by Ana: reason``."""
    when = current().moment(said.when.astimezone())
    if not said.who:
        return _("{when}: {reason}", when=when, reason=said.reason)
    return _("{when} by {who}: {reason}", when=when, who=said.who, reason=said.reason)


def version_told(version: PastVersion, title: str, changed: tuple[Changed, ...]) -> Told:
    """An earlier version: what it came to (``title``), why it was replaced, and what the next one changed."""
    number = version.number
    finished = version.intake.finished or version.intake.saved
    lines = [
        _("Finished {when}.", when=current().moment(finished.astimezone())),
        _("Replaced {who}", who=said_words(version.why)),
        *((_("It came to: {title}", title=title),) if title else ()),
        *((_("Reference {code}", code=version.reference),) if version.reference else ()),
        _("What version {number} changed:", number=number + 1) if changed else _("No answer was changed."),
        *map(change_words, changed),
    ]
    return Told("warning", _("Version {number}, replaced", number=number), tuple(lines))


def change_words(changed: Changed) -> str:
    """``Question: before -> now``."""
    question, before, now = changed
    return _("{question}: {before} \N{RIGHTWARDS ARROW} {now}", question=question, before=before, now=now)


def _version_words(past: History) -> str:
    if past.version == 1:
        return _("Finished and fixed")
    return _("Version {number} of {count}", number=past.version, count=past.version)
