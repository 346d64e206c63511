"""What a form says of the walk of a patient who answers alone: ``[patient]`` in questionnaire.toml."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from b12desk.model.frozen import frozen

Company = Literal["alone", "staff", "relative", "interpreter"]
"""Who is with a patient who answers at a screen: nobody, staff who help, a relative or carer, an interpreter."""
Way = Literal[Company, "paper"]
"""How a patient's answer came: at a screen, in whose company; or on paper, from which staff typed it in."""


@frozen
class AnsweredBy:
    """The code of the question who gives the answers, for each company; "" asks it."""

    alone: str = ""
    staff: str = ""
    relative: str = ""
    interpreter: str = ""

    def code(self, company: Company) -> str:
        """The code for one company."""
        return {
            "alone": self.alone,
            "staff": self.staff,
            "relative": self.relative,
            "interpreter": self.interpreter,
        }[company]


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
    together: tuple[tuple[str, ...], ...] = ()
    """Short questions without a condition that share a screen, each group in its order."""
    staff: tuple[str, ...] = ()
    """Questions that are left to staff, who have it in writing: figures of a laboratory."""
    last: str = ""
    """A question in the patient's own words, which may be left empty: it stands below the answers at the end."""
    answered_by: AnsweredBy = AnsweredBy()
