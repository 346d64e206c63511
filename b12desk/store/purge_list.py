"""The list beside the backups of what was removed since: a backup that is restored must not bring it back.

It holds random identifiers and moments, nothing of a patient. Rules: it is marked with a key made from the data key, so
that nobody can have intakes removed by adding to it; it is named after the desk, so that several share a folder.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from b12desk.errors import Problem, StoreError
from b12desk.i18n import _
from b12desk.store import json_file
from b12desk.store.intake_content import IDENTIFIER, moment

FORMAT = "b12desk-removed"
VERSION = 1
MOST = 40_000
"""The newest that are listed; older ones are in no backup that is still kept."""


def list_path(folder: Path, key: bytes) -> Path:
    """Where the list of the desk with this key lies."""
    return folder / f"b12desk-removed-{hashlib.sha256(key).hexdigest()[:8]}.json"


def write_list(folder: Path, key: bytes, removed: Mapping[str, datetime]) -> None:
    """Keep the list in ``folder``. Raises StoreError."""
    newest = sorted(removed.items(), key=lambda each: each[1], reverse=True)[:MOST]
    plain = {identifier: when.astimezone(UTC).isoformat() for identifier, when in newest}
    content = {"format": FORMAT, "version": VERSION, "removed": plain, "mark": _mark(key, plain)}
    json_file.put(list_path(folder, key), content)


def read_list(folder: Path, key: bytes) -> dict[str, datetime]:
    """What it lists. Raises StoreError when it is missing, cannot be read, or is not what this desk wrote."""
    path = list_path(folder, key)
    try:
        return _listed(json_file.understood(path, FORMAT, VERSION), key)
    except ValueError as error:
        raise StoreError(_("The list of removed intakes was not used."), [Problem(str(path), str(error))]) from error


def _listed(content: Mapping[str, object], key: bytes) -> dict[str, datetime]:
    """Raises ValueError."""
    plain, mark = content.get("removed"), content.get("mark")
    if not isinstance(plain, dict) or not hmac.compare_digest(ascii(mark), ascii(_mark(key, plain))):
        raise ValueError(_("it was changed, or is damaged."))
    return {_identifier(each): moment(when, _("the time of removal")) for each, when in plain.items()}


def _mark(key: bytes, plain: Mapping[str, str]) -> str:
    return hmac.new(key, json_file.encoded({"removed": plain}), hashlib.sha256).hexdigest()


def _identifier(text: str) -> str:
    if not IDENTIFIER.fullmatch(text):
        raise ValueError(_("it was changed, or is damaged."))
    return text
