"""Sentences of the waiting room that depend on something: how long answers are kept, what to do where one lacks."""

from __future__ import annotations

from b12desk.i18n import _, n_
from b12desk.settings import Keep
from b12desk.ui.waiting.blocks import Block
from b12desk.ui.waiting.wishes import Wishes


def kept_words(wishes: Wishes) -> str:
    """Where the answers are kept, and how long."""
    how_long: dict[Keep, str] = {
        "always": _("They are kept on this computer, encrypted, until the clinic removes them."),
        "day": _("They are kept on this computer, encrypted, for one day after the visit."),
        "month": _("They are kept on this computer, encrypted, for 30 days after the visit."),
        "year": _("They are kept on this computer, encrypted, for one year after the visit."),
    }
    return how_long[wishes.keep]


def please_words(block: Block) -> str:
    """What to do where nothing was answered."""
    if block.tiles():
        return _('Please choose an answer. "Not sure" is an answer too.')
    return _("Please answer this question, or call the staff.")


def not_the_date(tries: int) -> str:
    """That a date of birth is not the one on record, and how many ``tries`` are left."""
    return n_(
        "This is not the date that the staff have noted. You can try {count} more time.",
        "This is not the date that the staff have noted. You can try {count} more times.",
        tries,
    )
