"""Write resources/locale/b12desk.pot: every text of window, paper, command line and form, for translators.

The program's texts are found by Babel, those of the form by telling it once through `in_words_of`: what is translated
there is what is collected here, so that the two cannot differ.
"""

from __future__ import annotations

import io
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

from b12desk.definitions import load
from b12desk.model.translated import in_words_of

CHECKOUT = Path(__file__).resolve().parents[1]
TEMPLATE = CHECKOUT / "resources" / "locale" / "b12desk.pot"
KEYWORDS = {"_": None, "N_": None, "n_": (1, 2), "p_": ((1, "c"), 2), "np_": ((1, "c"), 2, 3)}
_HEADER = """\
# Texts of B12 Desk. Names in {curly brackets} stay as they are; & stands before the letter that is pressed with Alt.
# A text of a form has its linkId or the id of its rule as context.
#"""
_FILES = {"questionnaire": "questionnaire.toml", "rules": "rules.toml", "foods": "foods.toml",
          "handout": "handout.toml", "score": "score.toml", "profiles": "profiles.toml"}  # fmt: skip


def messages() -> Catalog:
    """Every message once, with the files it stands in."""
    found = Catalog(domain="b12desk", project="B12 Desk", header_comment=_HEADER, charset="utf-8")
    code = extract_from_dir(CHECKOUT / "b12desk", [("**.py", "python")], {}, KEYWORDS, ())
    for name, _line, message, _comments, context in sorted(code, key=lambda each: each[:2]):
        found.add(message, locations=[(f"b12desk/{name}", None)], context=context)
    definition = load(CHECKOUT / "forms" / "b12")
    for part, name in _FILES.items():

        def collect(context: str, text: str, place: str = f"forms/b12/{name}") -> str:
            found.add(text, locations=[(place, None)], context=context)
            return text

        in_words_of(getattr(definition, part), collect)
    return found


def template() -> bytes:
    """The file: the same texts give the same bytes."""
    found = io.BytesIO()
    write_po(found, messages(), width=120, omit_header=True, include_lineno=False)
    head = ['msgid ""', 'msgstr ""', '"MIME-Version: 1.0\\n"', '"Content-Type: text/plain; charset=utf-8\\n"',
            '"Content-Transfer-Encoding: 8bit\\n"', "", ""]  # fmt: skip
    lines = [_HEADER, *head]
    return "\n".join(lines).encode() + found.getvalue()


if __name__ == "__main__":
    TEMPLATE.parent.mkdir(parents=True, exist_ok=True)
    TEMPLATE.write_bytes(template())
    print(f"{TEMPLATE.relative_to(CHECKOUT)}: {len(messages())} texts")
