"""A short code for one intake that can be read aloud: printed on the paper, held by the QR code, shown on screen.

Eight characters of Crockford's base 32 (no I, L, O, U), made from what was answered and how it was judged, so the same
intake always has the same code and two different ones practically never share it (40 bits). It tells nothing.
"""

from __future__ import annotations

import hashlib

from b12desk.model.assessment import Assessment
from b12desk.model.response import QuestionnaireResponse

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def reference_code(response: QuestionnaireResponse, assessment: Assessment) -> str:
    """Make the code, e.g. ``K7QM-3F9D``."""
    ordered = response.model_copy(update={"answers": dict(sorted(response.answers.items()))})
    content = f"{assessment.hash}\n{assessment.recommendation}\n{ordered.model_dump_json(exclude={'status'})}"
    number = int.from_bytes(hashlib.sha256(content.encode("utf-8", "surrogatepass")).digest()[:5], "big")
    code = "".join(_ALPHABET[(number >> shift) & 31] for shift in range(35, -1, -5))
    return f"{code[:4]}-{code[4:]}"
