"""A short code for one intake that can be read aloud: printed on the paper, held by the QR code, shown on screen.

Eight characters of Crockford's base 32 (no I, L, O, U), made from what was answered and how it was judged, so the same
intake always has the same code and two different ones practically never share it (40 bits). It tells nothing.
"""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal
from typing import assert_never

from b12desk.model.assessment import Assessment
from b12desk.model.response import QuestionnaireResponse
from b12desk.model.values import Answer, Coding, PartialDate, Quantity

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def reference_code(response: QuestionnaireResponse, assessment: Assessment) -> str:
    """Make the code, e.g. ``K7QM-3F9D``."""
    content = f"{assessment.hash}\n{assessment.recommendation}\n{_written(response)}"
    number = int.from_bytes(hashlib.sha256(content.encode("utf-8", "surrogatepass")).digest()[:5], "big")
    code = "".join(_ALPHABET[(number >> shift) & 31] for shift in range(35, -1, -5))
    return f"{code[:4]}-{code[4:]}"


def _written(response: QuestionnaireResponse) -> str:
    """All of a response but its status as one text: equal for equal intakes, in any process."""
    subject = response.subject
    parts = [subject.family, subject.given] if subject.family or subject.given else []
    return json.dumps(
        [
            response.questionnaire,
            response.authored.isoformat(),
            [subject.display, subject.identifier, subject.birth_date and subject.birth_date.date, *parts],
            response.identifier,
            [[link_id, *map(_tagged, given)] for link_id, given in sorted(response.answers.items())],
        ]
    )


def _tagged(answer: Answer) -> list[object]:  # noqa: PLR0911 -- one return for each kind
    """An answer with its kind, so that the text "1", the number 1 and the code ``1`` stay three things."""
    match answer:
        case Coding():
            return ["coding", answer.code]
        case Quantity():
            return ["quantity", float(answer.value), answer.unit]
        case PartialDate():
            return ["date", answer.date]
        case bool():
            return ["boolean", answer]
        case int():
            return ["integer", answer]
        case Decimal():
            return ["decimal", float(answer)]
        case str():
            return ["text", answer]
        case _:
            assert_never(answer)
