"""Write report.md: fill report.in.md with numbers and tables from results.json and derivation.json.

Usage: python docs/validation/write_report.py [--check]
`{{auc path}}`, `{{pct path}}`, `{{pct_rest path}}`, `{{n path}}`, `{{num path}}`, `{{est path}}` and `{{table name}}`
are filled; a path goes down, from slash to slash, by keys, by positions in a list, or by a row's `name`. With --check
nothing is written; status 1 says that report.md is out of step.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

from bands import ASKED, bands_of
from people_tables import PEOPLE_TABLES
from report_tables import TABLES, auc, per_100, share
from trials import DROPPED_BANDS, FIXED_BANDS

HERE = Path(__file__).resolve().parent
Json = dict[str, Any]


def look_up(content: Json, path: str) -> Any:
    """The value at a path.

    Raises:
        KeyError: there is nothing.

    """
    value: Any = content
    for step in path.split("/"):
        if isinstance(value, list):
            named = [row for row in value if row.get("name") == step]
            value = named[0] if named else value[int(step)]
        else:
            value = value[step]
    return value


def filled(template: str, content: Json) -> str:
    """The template with everything in it."""

    def fill(match: re.Match[str]) -> str:
        kind, path = match["kind"], match["path"]
        if kind == "table":
            return (TABLES | PEOPLE_TABLES)[path](content)
        value = look_up(content, path)
        if kind == "auc":
            return auc(value)
        if kind == "pct":
            return f"{value['value']:.1f} % ({share(value)})"
        if kind == "est":
            return per_100(value, 2)
        if kind == "pct_rest":
            return f"{100 - value['value']:.0f} %"
        return f"{value:.4f}" if kind == "num" else f"{value:,}"

    return re.sub(r"\{\{(?P<kind>\w+) (?P<path>[^}]+)\}\}", fill, template)


def thinned(steps: int) -> int:
    """Models fitted while bands were left out: the first, then at each step one for each band still open."""
    most = len(bands_of(ASKED, DROPPED_BANDS | FIXED_BANDS))
    return 1 + sum(most - done for done in range(steps))


def main() -> int:
    """Write or compare."""
    content: Json = json.loads((HERE / "results.json").read_text(encoding="utf-8"))
    content["tried"] = json.loads((HERE / "derivation.json").read_text(encoding="utf-8"))
    tried = content["tried"]
    tried["candidates"] = len(bands_of(ASKED))
    tried["thinned"] = thinned(len(tried["thinning"]))
    tried["tabled"] = len(tried["whole points"]) + len(tried["questions"])
    tried["count"] = tried["thinned"] + tried["tabled"]
    text = filled((HERE / "report.in.md").read_text(encoding="utf-8"), content)
    target = HERE / "report.md"
    if "--check" in sys.argv[1:]:
        return 0 if target.is_file() and target.read_text(encoding="utf-8") == text else 1
    target.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
