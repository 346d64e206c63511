"""What is done with an intake after it was finished: amended with a reason, voided as entered in error, looked back on.

Rules: whoever does it says why, and the audit log holds it; an amendment on its way is kept beside the version that
stands, from its first changed answer on, and becomes the next version when it is finished; one in which nothing was
changed leaves nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

from b12desk.definitions.published import Published
from b12desk.desk.carried_intake import carried_over
from b12desk.desk.changes import Changed, changes
from b12desk.desk.member import Who
from b12desk.desk.open_intake import Kept, OpenIntake
from b12desk.engine.reference_code import reference_code
from b12desk.errors import StoreError
from b12desk.model.questionnaire import Questionnaire
from b12desk.model.response import QuestionnaireResponse
from b12desk.model.values import PartialDate
from b12desk.store.audit_chain import Act
from b12desk.store.intake_content import UnfinishedIntake
from b12desk.store.intake_store import Conclusion, IntakeStore
from b12desk.store.past_versions import PastVersion, Said


class FinishedOnes:
    """All that writes raises StoreError, and has changed nothing then."""

    def __init__(
        self,
        drafts: IntakeStore,
        published: Published,
        questionnaire: Questionnaire,
        clock: Callable[[], datetime],
        who: Who,
    ) -> None:
        self._drafts, self._published, self._questionnaire = drafts, published, questionnaire
        self._clock, self._who = clock, who

    def said(self, reason: str) -> Said:
        """That somebody does something now, and why. Raises ValueError without a reason."""
        if not reason.strip():
            raise ValueError("what is done with a finished intake needs a reason")
        who = self._who()
        return Said(self._clock(), who.name, reason.strip(), who.id)

    def keep_amendment(self, intake: OpenIntake, kept: Kept) -> None:
        """Keep an amendment as it stands; with the first of it, the log says that it was begun."""
        if intake.amends is None:
            raise ValueError("it is no amendment")
        why = intake.amends.why
        draft = UnfinishedIntake(kept.response, kept.page, why.when, kept.furthest, kept.typed)
        if intake.amends.fresh and not self.changed(intake) and not kept.typed:
            return
        begun = self._act("amendment begun", intake.identifier, why.reason) if intake.amends.fresh else None
        self._drafts.keep_amendment(draft, why, begun)
        intake.amends = intake.amends._replace(fresh=False)

    def changed(self, intake: OpenIntake) -> tuple[Changed, ...]:
        """What an amendment changes so far."""
        if intake.amends is None:
            return ()
        return self.changes(intake.amends.base, intake.session.kept())

    def changes(self, before: QuestionnaireResponse, now: QuestionnaireResponse) -> tuple[Changed, ...]:
        """What differs; answers to an older form are carried over first."""
        return changes(self._questionnaire, self._as_today(before), self._as_today(now))

    def finish(self, intake: OpenIntake) -> bool:
        """Have an amendment stand as the next version; false when nothing was changed, and so it left nothing."""
        if intake.amends is None:
            raise ValueError("it is no amendment")
        amends, result, now = intake.amends, intake.finish(), self._clock()
        carried = amends.base.questionnaire != self._questionnaire.canonical
        if not self.changed(intake) and not carried:
            self.drop(intake)
            return False
        kept = intake.kept()
        draft = UnfinishedIntake(kept.response, kept.page, now, kept.furthest, (), now, None)
        code = reference_code(result.response, result.assessment)
        act = self._act("amended", intake.identifier, amends.why.reason)
        born = born_of(self._questionnaire, kept.response)
        why = amends.why._replace(when=now, who=self._who().name, staff=self._who().id)
        self._drafts.finish_amendment(draft, Conclusion(result.assessment, (), code), born, why, act)
        intake.saved = intake.kept()  # and nothing of it is kept once more
        return True

    def drop(self, intake: OpenIntake) -> None:
        """Let go of the amendment that is open, or on its way: the version before it stands."""
        if intake.amends is None or not intake.amends.fresh:
            self._drafts.drop_amendment(intake.identifier, self._act("amendment dropped", intake.identifier))
        intake.saved = intake.kept()

    def void(self, identifier: str, reason: str) -> None:
        """It was entered in error. Raises ValueError while an amendment is on its way."""
        if self._drafts.history(identifier).amendment is not None:
            raise ValueError("an amendment is on its way")
        self._drafts.void(identifier, self.said(reason), self._act("entered in error", identifier, reason.strip()))

    def take_back_void(self, identifier: str, reason: str) -> None:
        """It was not."""
        self._drafts.take_back_void(identifier, self._act("void taken back", identifier, self.said(reason).reason))

    def printed_again(self, identifier: str, number: int, way: str) -> None:
        """Write down that the paper of an earlier version was ``way`` ("printed", "saved"); raises nothing."""
        with suppress(StoreError):
            self._drafts.note(self._act(way, identifier, f"version {number}"))

    def readable(self, version: PastVersion) -> bool:
        """Whether an earlier version is one of today's form, and can be printed as it was judged."""
        today = version.intake.response.questionnaire == self._questionnaire.canonical
        return today and version.assessment is not None

    def _as_today(self, response: QuestionnaireResponse) -> QuestionnaireResponse:
        draft = UnfinishedIntake(response, "", response.authored)
        carried = carried_over(draft, self._published)
        return response if carried is None else carried.draft.response

    def _act(self, deed: str, identifier: str, reason: str = "") -> Act:
        return Act(self._clock(), self._who().name, deed, identifier, reason)


def born_of(questionnaire: Questionnaire, response: QuestionnaireResponse) -> PartialDate | None:
    """When its answers say that the patient was born."""
    given = response.answers.get(questionnaire.roles.birth_date, ())
    return next((each for each in given if isinstance(each, PartialDate)), None)
