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
        alarms = [each for each in disclosures.alarms(intake) if not each.by]
        answers = disclosures.to_see(intake)
        if not alarms and not answers:
            return True
        given, questionnaire = intake.session.answers, desk.questionnaire
        texts = [_("Called for staff {time}.", time=current().moment(each.raised.astimezone())) for each in alarms] + [
            _(
                "{question}: {answer}",
                question=questionnaire.items[each.link_id].label,
                answer=answers_words(questionnaire, each.link_id, given.get(each.link_id, ())),
            )
            for each in answers
        ]
        ways = [_("Go &back"), _("I have &seen it"), _("&Discussed with the patient")]
        answer = ask(front, _("The patient answered this alone"), texts, ways)
        if answer not in (_SEEN, _DISCUSSED):
            return False
        if alarms:
            disclosures.acknowledge(intake)
        if answers:
            told = disclosures.discussed if answer == _DISCUSSED else disclosures.saw
            told(intake, *(each.link_id for each in answers))
    except UserError as error:
        show_error(front, error)
        return False
    return True
