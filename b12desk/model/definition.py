"""A whole form directory, loaded and linted."""

from __future__ import annotations

from dataclasses import replace

from b12desk.model.assessment import Assessment
from b12desk.model.codes import Codes
from b12desk.model.disclosed import Disclosed
from b12desk.model.evidence import Foods, Sources
from b12desk.model.frozen import frozen
from b12desk.model.handout import Handout
from b12desk.model.imprint import Imprint
from b12desk.model.profile import Profile, Profiles
from b12desk.model.questionnaire import Questionnaire
from b12desk.model.rules import Rules
from b12desk.model.score import ScoreRules
from b12desk.settings import HelpWords


@frozen
class Definition:
    """Questionnaire, rules and their evidence. ``hash`` is the SHA-256 (hex) over the bytes of all its files.

    ``foods``, ``handout``, ``score``, ``profiles`` and ``codes`` are None in a form without that file. ``local`` is the
    ``stamp`` what its audit log had come to when the summary was made, ``imprint`` what a paper says of itself, ``nhs``
    that its record numbers are NHS numbers, and ``disclosed`` how the answers came: nothing that decides reads any of
    them.
    """

    questionnaire: Questionnaire
    rules: Rules
    sources: Sources
    hash: str
    foods: Foods | None = None
    handout: Handout | None = None
    score: ScoreRules | None = None
    codes: Codes | None = None
    profiles: Profiles | None = None
    local: Profile | None = None
    letterhead: tuple[str, ...] = ()
    stamp: str = ""
    imprint: Imprint = Imprint()
    nhs: bool = False
    disclosed: Disclosed = Disclosed()

    def at_clinic(self, words: HelpWords) -> Definition:
        """The same form, which tells help as this clinic does; itself when the form has no profiles."""
        return self if self.profiles is None else replace(self, local=self.profiles.chosen(words))

    def help_for(self, assessment: Assessment) -> tuple[str, ...]:
        """What is told beside these findings: in an emergency, and in a crisis."""
        if self.profiles is None or self.local is None:
            return ()
        told = []
        if any(each.urgency == "emergency-now" for each in assessment.findings):
            told.append(self.local.emergency)
        if any(each.id in self.profiles.crisis_for for each in assessment.findings):
            told.append(self.local.crisis)
        return tuple(told)
