"""What a patient said without staff: which answers somebody has to see before the intake is closed, and who did.

Rules: to be seen is every answer of a patient that raises, or may raise, a red flag, on which a finding rests that the
rules call sensitive, or of a sensitive question on which any finding rests, and the patient's own words; an alarm once
raised is acknowledged by somebody with a name, even if the answer was taken back; what is answered anew is to be seen
anew; discussed is seen. What a patient wrote on paper was read by whoever typed it in: nobody has to see it again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import NamedTuple, get_args

from b12desk.desk.member import Who
from b12desk.desk.open_intake import Deed, OpenIntake
from b12desk.engine.unsure import flags_unsure
from b12desk.errors import Problem, UserError
from b12desk.i18n import _
from b12desk.model.comparison import Comparison
from b12desk.model.disclosed import Disclosed
from b12desk.model.patient_walk import Way
from b12desk.model.questionnaire import ItemType
from b12desk.model.values import NOT_SURE, Coding
from b12desk.store.waiting import Alarm, Came, Waiting

_NOT_SURE = Coding(code=NOT_SURE)
_FREE = (ItemType.STRING, ItemType.TEXT)


class NotSeenError(UserError):
    """Something was not seen by anybody yet, or nobody says who sees it."""


class ToSee(NamedTuple):
    """An answer that somebody has to see; ``red``: an alarm may rest on it."""

    link_id: str
    red: bool


class Disclosures:
    """All of it raises StoreError when the disk refuses."""

    def __init__(
        self,
        kept: Waiting,
        save: Callable[[OpenIntake], None],
        log: Callable[[Deed, str], None],
        clock: Callable[[], datetime],
        who: Who,
    ) -> None:
        self._kept, self._save, self._log, self._clock, self._who = kept, save, log, clock, who

    def to_see(self, intake: OpenIntake) -> tuple[ToSee, ...]:
        """The answers that nobody has seen yet, in questionnaire order; those of alarms first."""
        came = self._kept.answers(intake.identifier)
        red, private = _telling(intake)
        waiting = _ordered(intake, (each for each in red | private if each in came and _unseen(came[each])))
        return tuple(ToSee(each, each in red) for each in sorted(waiting, key=lambda each: each not in red))

    def alarms(self, identifier: str) -> tuple[Alarm, ...]:
        """The alarms that the patient's answers raised, acknowledged or not; the intake need not be open."""
        return self._kept.alarms(identifier)

    def may_hold(self, identifier: str) -> bool:
        """Whether an intake, which is not open, may hold what somebody has to see: `to_see` and `alarms` say what."""
        return identifier in self.alarming() or any(map(_unseen, self._kept.answers(identifier).values()))

    def alarming(self) -> frozenset[str]:
        """The identifiers of intakes with an alarm that nobody has acknowledged: they stand first in every list."""
        return self._kept.alarming()

    def acknowledge(self, identifier: str) -> None:
        """Whoever is at the desk knows of all alarms. Raises NotSeenError when nobody has a name."""
        self._kept.acknowledge(identifier, self._name(), self._clock())
        self._log("acknowledged", identifier)

    def saw(self, intake: OpenIntake, *link_ids: str) -> None:
        """Whoever is at the desk saw these answers. Raises NotSeenError when nobody has a name."""
        self._save(intake)
        self._kept.saw(intake.identifier, link_ids, self._name())
        self._log("seen", intake.identifier)

    def discussed(self, intake: OpenIntake, *link_ids: str) -> None:
        """Whoever is at the desk spoke about them with the patient. Raises NotSeenError when nobody has a name."""
        self._save(intake)
        self._kept.discussed(intake.identifier, link_ids, self._name())
        self._log("discussed", intake.identifier)

    def check(self, intake: OpenIntake) -> None:
        """See that it may be closed for good. Raises NotSeenError, which lists every answer and alarm."""
        items = intake.definition.questionnaire.items
        problems = self._alarm_problems(intake.identifier)
        problems += [
            Problem(
                items[each.link_id].label, _("the patient answered this, and nobody has seen it."), _("Look at it.")
            )
            for each in self.to_see(intake)
        ]
        if problems:
            raise NotSeenError(_("This intake cannot be closed yet."), problems)

    def check_acknowledged(self, identifier: str) -> None:
        """See that it may be discarded, whether it can be opened or not. Raises NotSeenError for an alarm."""
        if problems := self._alarm_problems(identifier):
            raise NotSeenError(_("This intake cannot be discarded yet."), problems)

    def disclosed(self, intake: OpenIntake) -> Disclosed:
        """What the paper says of who answered; empty when no patient did."""
        given = intake.session.response().answers
        came = self._kept.answers(intake.identifier)
        own = {each: how for each, how in came.items() if how.at_screen and given.get(each)}
        new = [each for each, how in own.items() if not how.discussed_by]
        ways = {how.way for each, how in came.items() if how.by == "patient" and given.get(each)}
        red, private = _telling(intake)
        return Disclosed(
            alone=sum(how.way == "alone" for how in own.values()),
            undiscussed=len(new),
            private=_ordered(intake, (red | private).intersection(new)),
            ways=tuple(each for each in get_args(Way) if each in ways),
            not_asked=intake.session.tally.open if own else (),
        )

    def _alarm_problems(self, identifier: str) -> list[Problem]:
        if all(each.by for each in self.alarms(identifier)):
            return []
        cause, fix = _("an answer of the patient called for staff."), _("Say that you know of it.")
        return [Problem(_("Alarm"), cause, fix)]

    def _name(self) -> str:
        name = self._who().name
        if not name:
            cause, fix = _("nobody has signed in."), _("Sign in, so that it stands who saw it.")
            raise NotSeenError(_("This has to be seen by somebody with a name."), [Problem(_("Staff"), cause, fix)])
        return name


def _ordered(intake: OpenIntake, link_ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(link_ids, key=intake.definition.questionnaire.order.__getitem__))


def _unseen(came: Came) -> bool:
    return came.at_screen and not came.seen_by


def _telling(intake: OpenIntake) -> tuple[frozenset[str], frozenset[str]]:
    """The answers that are red, and those that are private, as they stand."""
    rules = {each.id: each for each in intake.definition.rules.finding}
    items, response = intake.definition.questionnaire.items, intake.session.response()
    red, private = set[str](), set[str]()
    for finding in intake.assessment().findings:
        if finding.kind == "red-flag":
            red.update(finding.link_ids)
        private.update(each for each in finding.link_ids if rules[finding.id].sensitive or items[each].sensitive)
    for flag in flags_unsure(intake.definition, response):
        opened = intake.definition.rules.opened(rules[flag].when)
        asked = (node.question for node in opened if isinstance(node, Comparison))
        red.update(each for each in asked if _NOT_SURE in response.answers.get(each, ()))
    private.update(each for each in response.answers if items[each].sensitive and items[each].type in _FREE)
    return frozenset(red), frozenset(private)
