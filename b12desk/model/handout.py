"""The patient handout as data: plain sentences that a clinician can review, in reading order."""

from __future__ import annotations

from typing import Literal

from b12desk.model.assessment import Country
from b12desk.model.conditions import Condition
from b12desk.model.frozen import frozen


@frozen
class HandoutSection:
    """A heading with paragraphs and bullets. ``control`` places the picture table or the own-RDA sentence.

    ``when`` may look only at context (pregnancy, breastfeeding, MS): never at a result or a sensitive answer.
    ``country``: only where the clinic's recommended intakes are those of this one.
    """

    id: str
    heading: str
    icon: str | None = None
    control: Literal["main-message", "food-table", "urgent"] | None = None
    body: tuple[str, ...] = ()
    bullet: tuple[str, ...] = ()
    when: Condition | None = None
    country: Country | None = None
    sources: tuple[str, ...] = ()


@frozen
class Handout:
    """The whole handout. ``excluded_words``: drug and disease names left out of the reading-grade measure."""

    version: str
    title: str
    excluded_words: tuple[str, ...]
    footer: str
    section: tuple[HandoutSection, ...]
