"""What a patient said alone is seen by somebody with a name before the intake is ended, and an alarm acknowledged."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from b12desk.desk.intakes import Intakes
from b12desk.desk.open_intake import OpenIntake
from b12desk.errors import UserError
from b12desk.i18n import _, current
from b12desk.report.words import answers_words
from b12desk.ui.kit.dialogs import ask, show_error

_SEEN, _DISCUSSED = 1, 2


def is_seen(front: QWidget, desk: Intakes, intake: OpenIntake) -> bool:
    """Whether all was seen, now or before; each answer is shown, those of an alarm first."""
    disclosures = desk.disclosures
    try:
        alarms = _alarm_words(desk, intake.identifier)
        answers = disclosures.to_see(intake)
        if not alarms and not answers:
            return True
        given, questionnaire = intake.session.answers, desk.questionnaire
        texts = alarms + [
            _(
                "{question}: {answer}",
                question=questionnaire.items[each.link_id].label,
                answer=answers_words(questionnaire, each.link_id, given.get(each.link_id, ())),
            )
            for each in answers
        ]
        answer = ask(front, _("The patient answered this alone"), texts, [*_ways(), _("&Discussed with the patient")])
        if answer not in (_SEEN, _DISCUSSED):
            return False
        if alarms:
            disclosures.acknowledge(intake.identifier)
        if answers:
            told = disclosures.discussed if answer == _DISCUSSED else disclosures.saw
            told(intake, *(each.link_id for each in answers))
    except UserError as error:
        show_error(front, error)
        return False
    return True


def is_acknowledged(front: QWidget, desk: Intakes, identifier: str) -> bool:
    """Whether somebody knows of its alarms, now or before: of an intake that cannot be opened, no more can be seen."""
    try:
        alarms = _alarm_words(desk, identifier)
        if not alarms:
            return True
        texts = [*alarms, _("This intake cannot be opened here, so its answers cannot be shown.")]
        if ask(front, _("The patient answered this alone"), texts, _ways()) != _SEEN:
            return False
        desk.disclosures.acknowledge(identifier)
    except UserError as error:
        show_error(front, error)
        return False
    return True


def _ways() -> list[str]:
    return [_("Go &back"), _("I have &seen it")]


def _alarm_words(desk: Intakes, identifier: str) -> list[str]:
    """The alarms that nobody has acknowledged."""
    alarms = [each for each in desk.disclosures.alarms(identifier) if not each.by]
    return [_("Called for staff {time}.", time=current().moment(each.raised.astimezone())) for each in alarms]
