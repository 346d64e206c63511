"""Seeded damage of a whole file: to its bytes, to its text, and to what it is made of."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from random import Random

from tests.mutations import mutate, swap_words

ODD_TEXTS = (
    "", " ", "\x00", "\x1b[2J", "\r\n", "\u202e", "\u2028", "\ufeff", "\ud800", "\U0010ffff", "\u0130", "e\u0301" * 50,
    "a" * 20_000, "-", "0", "1e999999", "NaN", "../../x", "=1+1", "0000-00-00", "9999-12-31", "2026-02-30",
    "not-sure", "prefer-not-to-say", "yes",
)  # fmt: skip
ODD_NUMBERS = (
    "0", "-0", "-1", "1e308", "-1e308", "1e999", "1e-999", "1e999999999", "0.1e-999999999", "1" + "0" * 400,
    "9" * 5000, "0." + "3" * 5000, "2147483648", "9007199254740993", "NaN", "-Infinity",
)  # fmt: skip
_MARK = "\ue000number"
"""Stands in plain data for a number that JSON can write and Python's writer would not."""


def damaged(sample: bytes, random: Random, *more: Callable[[str, Random], bytes]) -> bytes:
    """``sample`` damaged in one of the ways that suit any text, or one of ``more``."""
    anyhow = (bits, cut, spliced, on_text(mutate), on_text(swap_words))
    ways = anyhow if not more or random.random() < 0.4 else tuple(map(on_text, more))
    return random.choice(ways)(sample, random)


def on_text(way: Callable[[str, Random], bytes]) -> Callable[[bytes, Random], bytes]:
    """A way of damaging text as one of damaging bytes."""
    return lambda sample, random: way(sample.decode("utf-8"), random)


def bits(sample: bytes, random: Random) -> bytes:
    """Some bits turned over."""
    found = bytearray(sample)
    for _count in range(random.choice((1, 1, 2, 8, 64))):
        found[random.randrange(len(found))] ^= 1 << random.randrange(8)
    return bytes(found)


def cut(sample: bytes, random: Random) -> bytes:
    """Only the beginning, as a full disk leaves it; sometimes padded with zeros, as a lost page does."""
    at = random.randrange(len(sample) + 1)
    return sample[:at] + b"\0" * random.choice((0, 0, 1, 4096))


def spliced(sample: bytes, random: Random) -> bytes:
    """A piece of itself somewhere else, sometimes many times."""
    start = random.randrange(len(sample))
    piece = sample[start : start + random.choice((1, 10, 100, 1000))] * random.choice((1, 1, 2, 50))
    at = random.randrange(len(sample) + 1)
    return sample[:at] + piece + sample[at:]


def json_shape(text: str, random: Random) -> bytes:
    """A JSON text made anew from its own parts: keys and values exchanged, doubled, nested, of other types."""
    whole = json.loads(text)
    _change(random.choice(list(_places(whole))), random)
    for _count in range(random.choice((0, 0, 1, 3))):  # no deeper than this writer bears, the reader is told elsewhere
        _change(random.choice(list(_places(whole))), random, large=False)
    written = json.dumps(whole, ensure_ascii=random.random() < 0.5)
    while f'"{_MARK.encode("unicode_escape").decode()}"' in written or f'"{_MARK}"' in written:
        number = random.choice(ODD_NUMBERS)
        written = written.replace(f'"{_MARK.encode("unicode_escape").decode()}"', number).replace(f'"{_MARK}"', number)
    if random.random() < 0.2:  # a key twice
        at = written.find(":", random.randrange(len(written)))
        end = written.find(",", at)
        key = written.rfind('"', 0, written.rfind('"', 0, at)) if at > 0 else -1
        if 0 <= key < at < end:
            written = f"{written[:end]},{written[key:end]}{written[end:]}"
    return written.encode("utf-8", "surrogatepass")


Place = tuple[dict[str, object] | list[object], str | int]


def _places(data: object) -> Iterator[Place]:
    """Every place in ``data`` where a value stands."""
    pairs: Iterator[tuple[str | int, object]] = iter(())
    if isinstance(data, dict):
        pairs = iter(data.items())
    elif isinstance(data, list):
        pairs = enumerate(data)
    for key, value in pairs:
        if isinstance(data, dict | list):
            yield data, key
        yield from _places(value)


def _change(place: Place, random: Random, *, large: bool = True) -> None:
    holder, key = place
    value = holder[key]  # type: ignore[index]
    deep: object = value
    for _level in range(random.choice((1, 30, 400)) if large else 1):
        deep = random.choice(([deep], {"item": [deep]}))
    new: object = random.choice(
        (None, True, 0, -1, 2**70, 1e308, [], {}, [value], [value, value], {"value": value}, _MARK, _MARK, deep,
         random.choice(ODD_TEXTS), random.choice(ODD_TEXTS), str(value), [value] * (300 if large else 2))
    )  # fmt: skip
    if isinstance(holder, dict) and random.random() < 0.3:  # the key, not the value
        other = random.choice((*ODD_TEXTS, *holder, str(key).upper(), f"_{key}"))
        holder[other] = holder.pop(str(key))
    else:
        holder[key] = new  # type: ignore[index]


def toml_shape(text: str, random: Random) -> bytes:
    """TOML lines moved, doubled and with odd values."""
    lines = text.split("\n")
    for _count in range(random.choice((1, 1, 2, 5))):
        at = random.randrange(len(lines))
        key, equals, _value = lines[at].partition(" = ")
        odd = random.choice(
            (json.dumps(random.choice(ODD_TEXTS)), random.choice(ODD_NUMBERS).lower(), "[]", "{}", "[[]]", "true",
             "[" * 400 + "]" * 400, "0xffffffffffffffffffffffff", "1979-02-30", "0001-01-01", "nan", "-inf", '[""]')
        )  # fmt: skip
        match random.randrange(5):
            case 0 if equals:
                lines[at] = f"{key} = {odd}"
            case 1:
                lines[at] = lines[at] + "\n" + lines[at]
            case 2:
                other = random.randrange(len(lines))
                lines[at], lines[other] = lines[other], lines[at]
            case 3:
                start = random.randrange(len(lines))
                lines[at:at] = lines[start : start + random.choice((1, 5, 20))] * random.choice((1, 1, 20))
            case _:
                lines[at] = f"{json.dumps(random.choice(ODD_TEXTS))} = {odd}"
    return "\n".join(lines).encode("utf-8", "surrogatepass")


def csv_shape(text: str, random: Random) -> bytes:
    """Rows and cells moved, doubled, quoted and with odd values."""
    rows = [line.split(",") for line in text.split("\n")]
    for _count in range(random.choice((1, 1, 3, 10))):
        row = random.choice(rows)
        at = random.randrange(len(row))
        odd = random.choice((*ODD_TEXTS, *ODD_NUMBERS, '"', '""', '"a\nb"', "1,5", "1.000", "\t", ";", "77", "9999"))
        match random.randrange(5):
            case 0 | 1:
                row[at] = odd
            case 2:
                row.insert(at, odd)
            case 3:
                del row[at]
                row.append("")
            case _:
                rows.insert(random.randrange(len(rows)), random.choice(rows) * random.choice((1, 1, 100)))
    ends = random.choice(("\n", "\n", "\r\n", "\r", "\n\n"))
    return ends.join(random.choice((",", ",", ",", ",", ";")).join(row) for row in rows).encode(
        "utf-8", "surrogatepass"
    )
