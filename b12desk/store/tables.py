"""The tables of the records: a new database is made of them; `migrations` bring an older one to the same.

An intake is a row of `intakes`, thin enough for a list, with its answers, typed text, assessment and documents in
tables of their own. Later work only adds: people, staff, forms and versions have keys from the start, and an answer has
room for who gave it and how.

Rules: a moment is ISO 8601 text, in UTC where the program makes it; a value is JSON as in a file; what belongs to an
intake goes with it.
"""

from __future__ import annotations

from sqlalchemy import (
    DDL,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
    event,
)

METADATA = MetaData()

persons = Table(
    "persons",  # an entry for each intake: what it says of its patient, so that no other one changes with it
    METADATA,
    Column("id", String, primary_key=True),
    Column("human", String, nullable=False, index=True),  # entries with the same one are of one human being
    Column("display", Text, nullable=False),  # a name in one piece, else empty
    Column("family", Text, nullable=False),
    Column("given", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("born", Text),
)

staff = Table(
    "staff",
    METADATA,
    Column("id", String, primary_key=True),
    Column("name", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("pin", Text, nullable=False),  # Argon2id of PIN or passphrase, in the form of its competition (PHC)
    Column("since", Text, nullable=False),
    Column("left", Text),  # since when this person works here no more; the row stays: the log names it
    Column("wrong", Integer, nullable=False),  # wrong PINs since the last right one
    Column("tried", Text),  # when the last of them was typed
)

forms = Table(
    "forms",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("questionnaire", Text, nullable=False),  # url|version
    Column("rules", Text, nullable=False),  # url|version, empty until the answers were judged
    Column("hash", Text, nullable=False),  # SHA-256 of all files of the form, likewise
    UniqueConstraint("questionnaire", "rules", "hash", name="forms_unique"),
)

intakes = Table(
    "intakes",
    METADATA,
    Column("id", String, primary_key=True),
    Column("revision", Integer, nullable=False),  # one more with every save
    Column("person_id", String, ForeignKey("persons.id"), nullable=False, index=True),
    Column("form_id", Integer, ForeignKey("forms.id"), nullable=False),
    Column("version", Integer, nullable=False),  # one more with every amendment
    Column("status", Text, nullable=False),
    Column("authored", Text, nullable=False),
    Column("begun", Text),
    Column("saved", Text, nullable=False),
    Column("finished", Text, index=True),
    Column("paper_way", Text),
    Column("paper_when", Text),
    Column("page", Text, nullable=False),
    Column("furthest", Text, nullable=False),
    Column("answered", Integer, nullable=False),
    Column("carried", Text, nullable=False),  # what was carried over from an older form, JSON
    Column("damage", Text, nullable=False),  # why it could not be opened, empty when it could
)


def _intake_id(*, key: bool = False, index: bool = False) -> Column[str]:
    """The intake that a row belongs to."""
    owner = ForeignKey("intakes.id", ondelete="CASCADE")
    return Column("intake_id", String, owner, primary_key=key, nullable=False, index=index or None)


sought = Table(
    "sought",  # what an intake is found by: one tree in the order of the days, looked through as a whole
    METADATA,
    Column("authored", Text, primary_key=True),  # in UTC
    _intake_id(key=True),
    Column("words", Text, nullable=False),  # folded: the name, a line end, the record number
    Column("born", Text),
    Column("finished", Boolean, nullable=False),
    Column("recommendation", Text, nullable=False, server_default=""),  # these are empty until it is finished
    Column("urgency", Text, nullable=False, server_default=""),
    Column("reference", Text, nullable=False, server_default=""),  # without its dash
    Column("voided", Boolean, nullable=False, server_default="0"),
    Index("ix_sought_intake_id", "intake_id", unique=True),
    sqlite_with_rowid=False,
)

answers = Table(
    "answers",
    METADATA,
    _intake_id(key=True),
    Column("link_id", String, primary_key=True),
    Column("value", Text, nullable=False),  # a list of answers
    Column("changed", Text, nullable=False),
    Column("given_by", Text),  # "patient" at a screen handed over or on paper, else "staff"
    Column("way", Text),  # who was with a patient: "alone", "staff", "relative", "interpreter"; or "paper"
    Column("seen_by", Text),  # who of the staff saw it, and who discussed it: names, as in the audit log
    Column("discussed_by", Text),
    Column("seconds", Float),  # that its screen had been open
    sqlite_with_rowid=False,  # one tree, so one page less for each answer
)

paper_entries = Table(
    "paper_entries",  # intakes whose answers are taken in from paper
    METADATA,
    _intake_id(key=True),
    Column("second", Text, nullable=False),  # the second entry on its way, as an intake; else empty
    sqlite_with_rowid=False,
)

typed = Table(
    "typed",
    METADATA,
    _intake_id(key=True),
    Column("position", Integer, primary_key=True),
    Column("link_id", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("unit", Text),
    Column("code", Text),
    sqlite_with_rowid=False,
)

assessments = Table(
    "assessments",
    METADATA,
    _intake_id(key=True),
    Column("form_id", Integer, ForeignKey("forms.id"), nullable=False),
    Column("body", Text, nullable=False),
)

documents = Table(
    "documents",
    METADATA,
    Column("id", Integer, primary_key=True),
    _intake_id(index=True),
    Column("kind", Text, nullable=False),  # "summary" or "handout"
    Column("way", Text, nullable=False),  # "printed" or "saved"
    Column("made", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    UniqueConstraint("intake_id", "kind", "way", "made", name="documents_unique"),
)

versions = Table(
    "versions",
    METADATA,
    Column("id", String, primary_key=True),
    _intake_id(),
    Column("number", Integer, nullable=False),
    Column("made", Text, nullable=False),  # when the next version took its place
    Column("staff_id", String, ForeignKey("staff.id")),
    Column("reason", Text, nullable=False),  # why
    Column("body", Text, nullable=False),  # the intake as it was
    Column("who", Text, nullable=False),  # who amended it, by name
    UniqueConstraint("intake_id", "number", name="versions_unique"),
)


def _said_of(name: str, *more: Column[str]) -> Table:
    """What somebody did to a finished intake, and why: at most one row each."""
    return Table(
        name,
        METADATA,
        _intake_id(key=True),
        Column("made", Text, nullable=False),
        Column("staff_id", String, ForeignKey("staff.id")),
        Column("who", Text, nullable=False),
        Column("reason", Text, nullable=False),
        *more,
    )


amendments = _said_of("amendments", Column("body", Text, nullable=False))  # not finished: the intake as it is to be
voids = _said_of("voids")  # entered in error
purged = Table(
    "purged",  # intakes that were removed for good: what an older backup brings back goes again
    METADATA,
    Column("intake", String, primary_key=True),  # its random identifier, and nothing else of it
    Column("moment", Text, nullable=False),
    Column("swept", Boolean, nullable=False),  # the file was rewritten since: nothing is left between its rows
    sqlite_with_rowid=False,
)

backups = Table(
    "backups",  # those that this desk wrote by itself, and may remove again
    METADATA,
    Column("path", Text, primary_key=True),
    Column("made", Text, nullable=False),
    Column("intakes", Integer, nullable=False),
    Column("size", Integer, nullable=False),  # bytes
    Column("head", Text, nullable=False),  # of the audit log
)

transfers = Table(
    "transfers",  # an intake that was moved to another patient, entries of one person that were put together
    METADATA,
    Column("id", String, primary_key=True),
    Column("moment", Text, nullable=False),
    Column("staff_id", String, ForeignKey("staff.id")),
    Column("who", Text, nullable=False),
    Column("kind", Text, nullable=False),  # "moved" or "merged"
    Column("reason", Text, nullable=False),
    Column("intake_id", String, ForeignKey("intakes.id", ondelete="CASCADE"), index=True),  # the one that was moved
    Column("source", String, nullable=False, index=True),  # the human being that it was with
    Column("target", String, nullable=False, index=True),
    Column("body", Text, nullable=False),  # how it was before, JSON
    Column("undone", Text),
)

audit = Table(
    "audit",
    METADATA,
    Column("number", Integer, primary_key=True),  # from 1, without a gap
    Column("moment", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("deed", Text, nullable=False),
    Column("intake", Text, nullable=False),  # an intake that may be gone by now, or empty
    Column("note", Text, nullable=False),  # a reason, or empty; never an answer
    Column("mark", LargeBinary, nullable=False),
)
for _what in ("UPDATE", "DELETE"):
    _never = DDL(  # type: ignore[no-untyped-call]  # no types
        f"CREATE TRIGGER audit_keeps_{_what.lower()} BEFORE {_what} ON audit "
        "BEGIN SELECT RAISE(ABORT, 'entries are only added'); END"
    )
    event.listen(audit, "after_create", _never)

# ---- the waiting room: screens that were handed over

handovers = Table(
    "handovers",  # one for each intake that a patient has in the hand, also after the program was killed
    METADATA,
    _intake_id(key=True),
    Column("begun", Text, nullable=False),
    Column("ends", Text, nullable=False),
    Column("way", Text, nullable=False),
    Column("sound", Boolean, nullable=False),
    Column("tries", Integer, nullable=False),  # birth dates that may still be wrong
    Column("stage", Text, nullable=False),
    Column("called", Boolean, nullable=False),  # the patient wants staff to come
)

alarms = Table(
    "alarms",  # red flags that a patient's answer raised
    METADATA,
    _intake_id(key=True),
    Column("code", String, primary_key=True),
    Column("raised", Text, nullable=False),
    Column("acknowledged", Text),
    Column("acknowledged_by", Text),
)

screens = Table(
    "screens",  # the clinic's own evidence: how patients got on, without a word of who they are
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("sitting", String, nullable=False),  # a number drawn by lot: which screens were one walk
    Column("day", Text, nullable=False),
    Column("age_band", Text, nullable=False),
    Column("sound", Boolean, nullable=False),
    Column("screen", Text, nullable=False),
    Column("seconds", Float, nullable=False),
    Column("backs", Integer, nullable=False),
    Column("changes", Integer, nullable=False),
    Column("help", Integer, nullable=False),
    Column("abandoned", Boolean, nullable=False),
    Column("face", Text),  # on the last screen: was this easy?
)

alembic_version = Table(
    "alembic_version",  # Alembic's own: which migrations are done
    METADATA,
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)
