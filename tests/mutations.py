"""Seeded damage to text: what a slip of the hand, a bad disk or an ill-meaning person does to a file."""

from __future__ import annotations

from random import Random

TOKENS = (
    '""', "''", '"""', "[", "]", "[[", "]]", "{", "}", "=", ",", "\n", "#", "\\", "\x00", "\ufeff", "\u202e", "\ud7ff",
    "é",
    "true", "nan", "inf", "-1", "0", "1e999", "99999999999999999999", "9" * 5000, "1979-05-27", "null", "NaN",
    '"\\ud800"', '"not-sure"', '"yes"', '"gate"', 'linkId = "q"', "answer", "item", "enableWhen = []", "[[item]]",
    '"valueCoding"', '"valueInteger"', '"item": []', '{"code": "yes"}', "[" * 3000, '{"a":' * 3000,
)  # fmt: skip


def mutate(text: str, random: Random) -> bytes:
    """``text`` with one to four pieces of damage."""
    for _count in range(random.randint(1, 4)):
        start = random.randrange(len(text) + 1)
        end = min(len(text), start + random.choice((1, 1, 2, 5, 20, 100)))
        piece = text[start:end]
        other = random.randrange(len(text) + 1)
        match random.randrange(6):
            case 0:
                text = text[:start] + text[end:]
            case 1:
                text = text[:start] + piece + text[start:]
            case 2:
                text = text[:other] + piece + text[other:]
            case 3:
                text = text[:start] + random.choice(TOKENS) + text[start:]
            case 4:
                text = text[:start] + random.choice(TOKENS) + text[end:]
            case _:
                text = text[:start] + piece[::-1] + text[end:]
    content = text.encode("utf-8", "surrogatepass")
    if random.random() < 0.05:
        at = random.randrange(len(content) + 1)
        content = content[:at] + bytes([random.randrange(256)]) + content[at + 1 :]
    return content


def swap_words(text: str, random: Random) -> bytes:
    """``text`` with two of its quoted words exchanged: still well formed, but it says something else."""
    words = text.split('"')
    inside = range(1, len(words), 2)
    one, other = random.choice(inside), random.choice(inside)
    words[one], words[other] = words[other], words[one]
    return '"'.join(words).encode()
