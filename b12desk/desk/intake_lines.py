"""The lines of the start page in words: whose intake, how far it is, and why one cannot be opened."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, NamedTuple

from b12desk.characters.visible import initials, shortened
from b12desk.engine.session import REVIEW
from b12desk.i18n import _, current, n_
from b12desk.model.questionnaire import Questionnaire
from b12desk.store.finding import FoundIntake
from b12desk.store.intake_content import IntakeInfo, Kind

_LONGEST_NAME = 80
State = Literal["unfinished", "finished", "closed"]


class IntakeLine(NamedTuple):
    """One line of the list: ``title`` says who and which form, ``detail`` when.

    ``state``: a finished one can be opened and removed; a closed one cannot be opened, and ``detail`` says why.
    ``alarm``: a patient's answer called for staff, and nobody has said that they know of it.
    """

    identifier: str
    title: str
    detail: str
    state: State = "unfinished"
    alarm: bool = False

    @property
    def called(self) -> str:
        """As `called_words`."""
        return called_words(alarm=self.alarm)


def line_of(info: IntakeInfo, questionnaire: Questionnaire, *, carries: bool = False) -> IntakeLine:
    """The line of one file; ``carries`` says that answers to its version of the form can be carried over."""
    if info.problem is not None:
        cause = info.problem.cause[:1].upper() + info.problem.cause[1:]
        text = _("{cause} {fix} ({place})", cause=cause, fix=info.problem.fix, place=info.problem.where)
        return IntakeLine(info.identifier, _closed(info.kind), text, "closed")
    who = initials(info.spoken) or _("No name")
    title = _("{who}: {form}", who=who, form=questionnaire.title)
    begun = _("Begun {time}.", time=_time(info.begun))
    answered = n_("{count} answered", "{count} answered", info.answered)
    if info.questionnaire != questionnaire.canonical:
        version = info.questionnaire.rpartition("|")[2][:20]
        other = _("Begun with version {version} of the form: it can be opened with that version only.", version=version)
        if carries:
            other = _("Begun with version {version} of the form: opening it carries the answers over.", version=version)
        text = _("{begun} {answered}. {more}", begun=begun, answered=answered, more=other)
        return IntakeLine(info.identifier, title, text, "finished" if carries and info.finished else "unfinished")
    if info.finished is not None:
        ended = _("Finished {time}", time=_time(info.finished))
        half = _("An amendment of it is not finished.") if info.amending else ""
        text = _("{ended}, {paper}. {begun}", ended=ended, paper=_paper(info), begun=half or begun)
        return IntakeLine(info.identifier, title, text, "finished")
    items = questionnaire.items
    page = _("Check answers") if info.page == REVIEW else items[info.page].text if info.page in items else ""
    if page:
        answered = _("{answered}, on page \u201c{page}\u201d", answered=answered, page=page)
    saved = _("Last saved {time}.", time=_time(info.saved))
    text = _("{begun} {answered}. {more}", begun=begun, answered=answered, more=saved)
    return IntakeLine(info.identifier, title, text)


def called_words(*, alarm: bool) -> str:
    """What stands first on the line of an intake with an alarm; "" on any other."""
    return _("Called for staff") if alarm else ""


def away_words() -> str:
    """Why an intake cannot be opened here now."""
    return _("A patient has this one at another screen")


def expiring_words(found: FoundIntake) -> str:
    """Whose intake it is, in full for staff, and of which day."""
    name = shortened(found.subject.name, _LONGEST_NAME) or _("No name")
    if found.authored is None:
        return _("{name}, damaged", name=name)
    return _("{name}, {day}", name=name, day=current().date(found.authored.astimezone().date()))


def paper_words(way: str, when: datetime) -> str:
    """How and when the summary was made."""
    time = _time(when)
    return _("printed {time}", time=time) if way == "printed" else _("PDF saved {time}", time=time)


def _paper(info: IntakeInfo) -> str:
    return _("no paper made") if info.paper is None else paper_words(*info.paper)


def _closed(kind: Kind) -> str:
    return _("Cannot be read") if kind == "unreadable" else _("Damaged intake")


def _time(when: datetime | None) -> str:
    """A moment in local time; the ends of the calendar as they are."""
    return "" if when is None else current().moment(when.astimezone())
