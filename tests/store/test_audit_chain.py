"""An audit log that was edited, shortened, reordered or made anew is found, at its first bad entry."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from b12desk.store.audit_chain import Act, Entry, Fault, Head, chained, first_fault, head_of, read_head

KEY = bytes(range(32))
NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)
DEEDS = ("opened", "changed", "printed", "discarded")


def acts(count: int, seed: int = 1) -> list[Act]:
    rng = Random(seed)
    return [
        Act(NOON + timedelta(minutes=at), rng.choice(("ana", "ben")), rng.choice(DEEDS), f"intake-{rng.randrange(9)}")
        for at in range(count)
    ]


def log(of: list[Act], key: bytes = KEY) -> list[Entry]:
    entries: list[Entry] = []
    for each in of:
        entries.append(chained(key, each, entries[-1] if entries else None))
    return entries


def test_a_log_as_it_was_written_is_whole() -> None:
    entries = log(acts(20))
    assert [each.number for each in entries] == list(range(1, 21))
    assert first_fault(KEY, entries) is None
    assert first_fault(KEY, entries, head_of(entries[9])) is None
    assert first_fault(KEY, []) is None
    assert first_fault(KEY, [], head_of(None)) is None


def test_the_time_zone_of_the_reader_does_not_matter() -> None:
    (entry,) = log(acts(1))
    local = entry.act.moment.astimezone(datetime.now().astimezone().tzinfo)
    assert first_fault(KEY, [replace(entry, act=entry.act._replace(moment=local))]) is None


def test_another_key_opens_nothing() -> None:
    assert first_fault(KEY[::-1], log(acts(3))) == Fault(1, "the entry is not what was written.")


@pytest.mark.parametrize("part", Act._fields)
def test_every_part_of_an_entry_counts(part: str) -> None:
    entries = log(acts(5))
    other = NOON if part == "moment" else "other"
    assert getattr(entries[2].act, part) != other
    entries[2] = replace(entries[2], act=entries[2].act._replace(**{part: other}))
    assert first_fault(KEY, entries) == Fault(3, "the entry is not what was written.")


def test_parts_cannot_be_moved_into_each_other() -> None:
    entries = log([Act(NOON, "ana", "opened", "ab", "c")])
    entries[0] = replace(entries[0], act=Act(NOON, "ana", "opened", "a", "bc"))
    assert first_fault(KEY, entries) is not None


def test_a_head_is_read_back_as_people_type_it() -> None:
    head = head_of(log(acts(12))[-1])
    assert (head.count, len(head.mark)) == (12, 8)
    assert read_head(str(head)) == head
    assert read_head(f" {head.count} - {head.mark[:4].lower()} {head.mark[4:]} ") == head
    for text in ("", "12", "12-ABC", "12-ABCDEFG1", "x-ABCDEFGH", "12-ABCDEFGHI"):
        assert read_head(text) is None, text


def mutated(rng: Random, entries: list[Entry], upto: int) -> tuple[str, list[Entry]]:
    """The log with one thing done to it, among its first ``upto`` entries."""
    found, at = list(entries), rng.randrange(upto)
    how = rng.choice(("edited", "deleted", "reordered", "truncated", "rebuilt", "remarked", "doubled"))
    match how:
        case "edited":
            found[at] = replace(found[at], act=found[at].act._replace(who="somebody else"))
        case "deleted":
            del found[at]
        case "reordered":
            other = (at + 1 + rng.randrange(len(found) - 1)) % len(found)
            found[at], found[other] = found[other], found[at]
        case "truncated":
            del found[at:]
        case "rebuilt":  # by somebody who has the key
            changed = [each.act for each in found]
            changed[at] = changed[at]._replace(who="somebody else")
            found = log(changed)
        case "remarked":
            found[at] = replace(found[at], mark=rng.randbytes(32))
        case _:
            found.insert(at, found[at])
    return how, found


def test_a_thousand_logs_that_were_touched_are_all_found() -> None:
    rng = Random(27)
    seen: dict[str, int] = {}
    for _round in range(1000):
        entries = log(acts(rng.randrange(4, 40), rng.randrange(1000)))
        printed = head_of(entries[rng.randrange(2, len(entries))])
        how, touched = mutated(rng, entries, printed.count)
        seen[how] = seen.get(how, 0) + 1
        assert first_fault(KEY, touched, printed) is not None, (how, printed)
    assert min(seen.values()) > 50
    assert len(seen) == 7


def test_what_a_chain_alone_cannot_show() -> None:
    """Why a head is printed: without one, a log that was cut off or made anew looks whole."""
    entries = log(acts(10))
    cut, anew = entries[:6], log([each._replace(who="x") for each in acts(10)])
    assert first_fault(KEY, cut) is None
    assert first_fault(KEY, anew) is None
    assert first_fault(KEY, cut, head_of(entries[-1])) == Fault(
        7, "the log ends here, and had 10 entries when its head was printed."
    )
    assert first_fault(KEY, anew, head_of(entries[-1])) == Fault(
        10, "up to here the log is not the one whose head was printed."
    )
    assert first_fault(KEY, cut, Head(6, head_of(entries[-1]).mark)) is not None
