"""Between the window and the rest of the program: the definition, new and unfinished intakes, saving.

Imported after the first paint, with all that it needs; it knows no widget.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime

from b12desk.definitions import load
from b12desk.engine.session import REVIEW, Session
from b12desk.errors import Problem, StoreError
from b12desk.i18n import _
from b12desk.model.response import new_response
from b12desk.paths import data_dir
from b12desk.store.drafts import DraftInfo, Drafts
from b12desk.ui.start import Unfinished


class Desk:
    """Raises DefinitionError when the shipped form cannot be used."""

    def __init__(self) -> None:
        self.definition = load()
        self._drafts = Drafts(data_dir() / "drafts")

    def begin(self) -> Session:
        """A new, empty intake, authored now."""
        questionnaire = self.definition.questionnaire
        now = datetime.now(UTC).astimezone().replace(microsecond=0)
        response = new_response(questionnaire.canonical, now, identifier=_random_uuid())
        return Session(questionnaire, now, response)

    def resume(self, identifier: str) -> Session:
        """An unfinished intake on the page where it was left. Raises StoreError."""
        draft = self._drafts.load(identifier)
        questionnaire = self.definition.questionnaire
        try:
            session = Session(questionnaire, draft.response.authored, draft.response)
        except (KeyError, ValueError):
            session = None
        if session is None or draft.response.questionnaire != questionnaire.canonical:
            cause = _("it was begun with another version of the questionnaire.")
            fix = _("It is kept as it is. Finish it with that version, or begin a new intake.")
            raise StoreError(_("This intake cannot be opened here"), [Problem(identifier, cause, fix)])
        if draft.page in session.pages:
            session.go_to(draft.page)
        return session

    def save(self, session: Session) -> None:
        """Keep the session as it stands; an intake in which nothing was said yet is not kept. Raises StoreError."""
        if session.answers or session.subject.display or session.subject.identifier:
            self._drafts.save(session.kept(), session.page)

    def discard(self, identifier: str) -> None:
        """Remove an unfinished intake for good. Raises StoreError."""
        self._drafts.delete(identifier)

    def unfinished(self) -> tuple[Unfinished, ...]:
        """What the start page lists."""
        return tuple(self._line(each) for each in self._drafts.list())

    def _line(self, info: DraftInfo) -> Unfinished:
        if info.problem is not None:
            text = f"{info.problem.cause[:1].upper()}{info.problem.cause[1:]} {info.problem.fix}"
            return Unfinished(info.identifier, _("Damaged intake"), text, damaged=True)
        from b12desk.report.words import date_words  # noqa: PLC0415 -- not on the way to the first question

        who = initials(info.display) or _("No name")
        when = info.saved.astimezone() if info.saved else None
        time = f"{date_words(when.date())}, {when:%H:%M}" if when else ""
        items = self.definition.questionnaire.items
        page = _("Check answers") if info.page == REVIEW else items[info.page].text if info.page in items else info.page
        detail = _(
            "{time}. {answered} answered, on page \u201c{page}\u201d.", time=time, answered=info.answered, page=page
        )
        return Unfinished(info.identifier, f"{who}: {self.definition.questionnaire.title}", detail)


def _random_uuid() -> str:
    """As `uuid.uuid4`, whose module asks about the platform for longer than all the rest of a new intake takes."""
    digits = f"{int.from_bytes(os.urandom(16)) & ~(0xF << 76) & ~(0x3 << 62) | 0x4 << 76 | 0x2 << 62:032x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def initials(name: str) -> str:
    """``Maria Sample`` -> ``M. S.``: enough for staff to know whose it is, little for whoever looks over a shoulder."""
    return " ".join(f"{part[0].upper()}." for part in name.split()[:4])
