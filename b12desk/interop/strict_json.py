"""JSON text as plain data, without the liberties that Python's own reader takes.

Rules: at most 5 MB; UTF-8; one object; no key twice; no NaN or Infinity; no lone surrogate; nothing nested or long
enough to bring the reader down; decimals are read as they are written, not as binary fractions.
"""

from __future__ import annotations

import json
from decimal import Decimal

from b12desk.errors import Problem, ResponseError
from b12desk.i18n import _

MOST_BYTES = 5_000_000


class _TwiceError(ValueError):
    """An object has a key twice."""


class _NotANumberError(ValueError):
    """NaN or Infinity."""


def read_object(data: bytes, name: str, line: int = 1) -> dict[str, object]:
    """The JSON object in ``data``, which begins on ``line`` of the file ``name``. Raises `ResponseError`."""
    cause = fix = ""
    found: object = None
    if len(data) > MOST_BYTES:
        cause = _("the file is larger than 5 MB.")
        fix = _("One file holds one QuestionnaireResponse.")
    else:
        try:
            text = data.decode("utf-8-sig")
            found = json.loads(text, object_pairs_hook=_once, parse_constant=_refuse_constant, parse_float=Decimal)
            if "\\u" in text:
                json.dumps(found, ensure_ascii=False, default=str).encode()
            if not isinstance(found, dict):
                cause = _("a QuestionnaireResponse is a JSON object.")
                fix = _("Export one FHIR R4 resource.")
        except UnicodeDecodeError:
            cause = _("the text is not UTF-8.")
            fix = _("Save the file as UTF-8.")
        except UnicodeEncodeError:
            cause = _("a text holds half a character (a lone surrogate).")
            fix = _("Write the whole character, or take its \\u out.")
        except _TwiceError as error:
            cause = _("the key '{key}' stands twice in one object.", key=error)
            fix = _("Keep one of them.")
        except _NotANumberError:
            cause = _("NaN and Infinity are not numbers in JSON.")
            fix = _("Write a finite number, or leave the answer out.")
        except json.JSONDecodeError as error:
            place = {"line": error.lineno + line - 1, "column": error.colno}
            cause = _("line {line}, column {column}: this is not JSON.", **place)
            fix = _("Mend it there, or export the file again as JSON.")
        except RecursionError:
            cause = _("the values are nested too deeply.")
            fix = _("Nest the items as the questionnaire does.")
        except ValueError:
            cause = _("a number has too many digits.")
            fix = _("Write a shorter number.")
    if cause or not isinstance(found, dict):
        raise ResponseError(_("{name} cannot be read:", name=name), [Problem(name, cause, fix)])
    return found


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        for key, _value in pairs:
            if key in seen:
                raise _TwiceError("".join(each if each.isascii() and each.isprintable() else "?" for each in key[:60]))
            seen.add(key)
    return found


def _refuse_constant(_constant: str) -> object:
    raise _NotANumberError
