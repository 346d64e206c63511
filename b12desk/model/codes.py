"""Codes for findings, for whoever writes them into a clinical record: data in ``codes.toml``.

Rules: a code says what was told or found, never a diagnosis; each names where it was read and is to be verified in the
release of the terminology that is in use; nothing that decides reads it.
"""

from __future__ import annotations

from b12desk.model.frozen import frozen

SYSTEMS = {
    "http://snomed.info/sct": "SNOMED CT",
    "http://hl7.org/fhir/sid/icd-10-cm": "ICD-10-CM",
    "http://loinc.org": "LOINC",
}
"""Code systems by address, as FHIR names them, and what people call them."""


@frozen
class FindingCode:
    """A code for one finding. ``display`` is the term of the code system; ``source`` a key of ``sources.toml``."""

    finding: str
    system: str
    code: str
    display: str
    source: str


@frozen
class Codes:
    """The whole file. A finding may have several codes: whoever writes the record chooses."""

    version: str
    code: tuple[FindingCode, ...]
