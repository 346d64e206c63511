"""A whole form directory, loaded and linted."""

from __future__ import annotations

from b12desk.model.evidence import Foods, Sources
from b12desk.model.frozen import frozen
from b12desk.model.handout import Handout
from b12desk.model.questionnaire import Questionnaire
from b12desk.model.rules import Rules
from b12desk.model.score import ScoreRules


@frozen
class Definition:
    """Questionnaire, rules and their evidence. ``hash`` is the SHA-256 (hex) over the bytes of all its files.

    ``foods``, ``handout`` and ``score`` are None in a form without that file.
    """

    questionnaire: Questionnaire
    rules: Rules
    sources: Sources
    hash: str
    foods: Foods | None = None
    handout: Handout | None = None
    score: ScoreRules | None = None
