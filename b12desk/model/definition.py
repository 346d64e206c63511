"""A whole form directory, loaded and linted."""

from __future__ import annotations

from b12desk.model.base import Frozen
from b12desk.model.evidence import Foods, Sources
from b12desk.model.handout import Handout
from b12desk.model.questionnaire import Questionnaire
from b12desk.model.rules import Rules


class Definition(Frozen):
    """Questionnaire, rules and their evidence. ``hash`` is the SHA-256 (hex) over the five files' bytes."""

    questionnaire: Questionnaire
    rules: Rules
    foods: Foods
    sources: Sources
    handout: Handout
    hash: str
