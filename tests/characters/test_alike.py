"""Which names may be taken for one another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from b12desk.characters.alike import alike

LETTERS = (
    st.text("abcd ", min_size=4, max_size=9).map(lambda text: " ".join(text.split())).filter(lambda each: len(each) > 4)
)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("kowalska anna", "kowalska anna", True),
        ("kowalska anna", "anna kowalska", True),
        ("kowalska anna", "kowalska ana", True),
        ("kowalska anna", "kowalska hanna", True),
        ("kowalska anna", "kovalska anna", True),
        ("kowalska anna", "kowalksa anna", True),
        ("kowalska anna", "kovalska ana", False),
        ("kowalska anna", "kowalska", False),
        ("li", "le", False),
        ("li", "li", True),
        ("ann", "anne", False),
        ("anne", "anna", True),
        ("", "", False),
        ("", "anna", False),
    ],
)
def test_one_slip_of_the_hand_or_another_order(one: str, other: str, expected: bool) -> None:
    assert alike(one, other) is expected
    assert alike(other, one) is expected


@given(LETTERS, st.data())
def test_every_single_slip_is_seen(name: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(name) - 1))
    letter = data.draw(st.sampled_from("xyz"))
    slips = [
        name[:at] + name[at + 1 :],
        name[:at] + letter + name[at:],
        name[:at] + letter + name[at + 1 :],
        name[:at] + name[at : at + 2][::-1] + name[at + 2 :],
    ]
    for slip in slips:
        assert alike(name, slip)
        assert not alike(name, f"{letter}{letter}{slip}{letter}")
