"""Reading grade of plain English by two formulas, with a small syllable counter.

Flesch-Kincaid grade (Kincaid 1975): 0.39 x words a sentence + 11.8 x syllables a word - 15.59.
SMOG grade (McLaughlin 1969): 1.0430 x square root (words of three or more syllables x 30 / sentences) + 3.1291.
A heading and a list entry count as a sentence. Names of drugs and diseases can be left out, as the form file says.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

_IRREGULAR = {
    "area": 3,
    "cereal": 3,
    "cereals": 3,
    "diabetes": 4,
    "doctor": 2,
    "every": 2,
    "experts": 2,
    "guideline": 2,
    "idea": 3,
    "once": 1,
    "people": 2,
    "science": 2,
    "something": 2,
    "sometimes": 2,
    "themselves": 2,
    "vegetable": 4,
    "vegetables": 4,
}
_SPLIT = re.compile(r"ia(?!l\b|n\b)|i[ou](?!s|n)|eo(?!ple)|ua|uou|[aeou]ing|ying|eum|iet|ier\b")
_SENTENCE = re.compile(r"[.!?:;]+(?:\s|$)")
_WORD = re.compile(r"[A-Za-z]+(?:['\u2019][A-Za-z]+)?")


def syllables(word: str) -> int:
    """Syllables of an English word, about right: vowel groups, less what is silent, plus what is parted."""
    plain = re.sub(r"['\u2019]\w*$", "", word.lower())
    if plain in _IRREGULAR:
        return _IRREGULAR[plain]
    groups = len(re.findall(r"[aeiouy]+", plain))
    groups += len(_SPLIT.findall(plain))
    if re.search(r"[^aeiouy]e$", plain) and not re.search(r"[^aeiouylr]le$|[^aeiou]re$", plain):
        groups -= 1
    if re.search(r"[^aeiouytd]ed$", plain) or re.search(r"[^aeiouyscxzgh]es$|[^cs]hes$", plain):
        groups -= 1
    return max(groups, 1)


def sentences(texts: Iterable[str]) -> list[list[str]]:
    """Words by sentence; figures and signs are no words."""
    parts = (part for text in texts for part in _SENTENCE.split(text))
    found = [_WORD.findall(part) for part in parts]
    return [words for words in found if words]


def without(texts: Iterable[str], excluded: Iterable[str]) -> list[str]:
    """``texts`` without the excluded names."""
    names = sorted(excluded, key=len, reverse=True)
    pattern = re.compile(r"\b(?:" + "|".join(map(re.escape, names)) + r")\b", re.IGNORECASE) if names else None
    return [pattern.sub("", text) if pattern else text for text in texts]


def flesch_kincaid(texts: Iterable[str]) -> float:
    """US school grade."""
    found = sentences(texts)
    words = [word for sentence in found for word in sentence]
    return 0.39 * len(words) / len(found) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def smog(texts: Iterable[str]) -> float:
    """US school grade; usually two grades higher than Flesch-Kincaid."""
    found = sentences(texts)
    long = sum(syllables(word) >= 3 for sentence in found for word in sentence)
    return 1.0430 * math.sqrt(long * 30 / len(found)) + 3.1291
