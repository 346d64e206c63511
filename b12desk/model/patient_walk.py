"""What a form says of the walk of a patient who answers alone: ``[patient]`` in questionnaire.toml."""

from __future__ import annotations

from dataclasses import field
from typing import Annotated

from pydantic import Field

from b12desk.model.frozen import frozen


@frozen
class Patient:
    """The order of the questions for somebody alone before a screen.

    ``emergency`` come first; the walk may end by itself only after these and the ``gates``. ``order``: what else is
    asked while it could change an outcome, the highest yield first; a question that is not named comes after them.
    """

    emergency: tuple[str, ...] = ()
    gates: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    details: Annotated[int, Field(ge=0)] = 3
    """How many details (since when, how much) one screen asks below its question."""
    last: str = ""
    """A question in the patient's own words, which may be left empty: it stands below the answers at the end."""
    answered_by: dict[str, str] = field(default_factory=dict)
    """The code of the respondent's question for each way of answering: alone, staff, relative, interpreter."""
