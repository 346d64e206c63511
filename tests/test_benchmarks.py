"""What the benchmarks measure is made of whole rows: a table that changes must not leave them behind unseen."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from b12desk.store.database import Database
from b12desk.store.place import Place
from b12desk.store.records import Records

KEY = bytes(range(48))


@pytest.mark.parametrize("name", ["bench_backup", "bench_find"])
def test_the_records_that_a_benchmark_makes_up_are_the_stores_own(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(Path(__file__).parents[1] / "benchmarks")
    benchmark = import_module(name)
    monkeypatch.setattr(benchmark, "AT_ONCE", 50, raising=False)
    place = Place(tmp_path)
    benchmark.fill(place.records, 50)
    records = Records(place, Database(place.records, KEY))
    assert len(records.list()) == 50
    records.shut()
