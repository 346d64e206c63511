"""Format 1: the first records. `b12desk.store.tables` says what the columns mean."""

import sqlalchemy as sa
from alembic import op

revision = "1"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "forms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("questionnaire", sa.Text(), nullable=False),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("questionnaire", "rules", "hash", name="forms_unique"),
    )
    op.create_table(
        "persons",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("human", sa.String(), nullable=False),
        sa.Column("display", sa.Text(), nullable=False),
        sa.Column("family", sa.Text(), nullable=False),
        sa.Column("given", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("born", sa.Text()),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_persons_human", "persons", ["human"])
    op.create_table(
        "staff",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("pin", sa.Text(), nullable=False),
        sa.Column("since", sa.Text(), nullable=False),
        sa.Column("left", sa.Text()),
        sa.Column("wrong", sa.Integer(), nullable=False),
        sa.Column("tried", sa.Text()),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "intakes",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("form_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("authored", sa.Text(), nullable=False),
        sa.Column("begun", sa.Text()),
        sa.Column("saved", sa.Text(), nullable=False),
        sa.Column("finished", sa.Text()),
        sa.Column("paper_way", sa.Text()),
        sa.Column("paper_when", sa.Text()),
        sa.Column("page", sa.Text(), nullable=False),
        sa.Column("furthest", sa.Text(), nullable=False),
        sa.Column("answered", sa.Integer(), nullable=False),
        sa.Column("carried", sa.Text(), nullable=False),
        sa.Column("damage", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["form_id"], ["forms.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_intakes_finished", "intakes", ["finished"])
    op.create_index("ix_intakes_person_id", "intakes", ["person_id"])
    op.create_table(
        "sought",
        sa.Column("authored", sa.Text(), nullable=False),
        sa.Column("intake_id", sa.String(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("born", sa.Text()),
        sa.Column("finished", sa.Boolean(), nullable=False),
        sa.Column("recommendation", sa.Text(), nullable=False, server_default=""),
        sa.Column("urgency", sa.Text(), nullable=False, server_default=""),
        sa.Column("reference", sa.Text(), nullable=False, server_default=""),
        sa.Column("voided", sa.Boolean(), nullable=False, server_default="0"),
        sa.ForeignKeyConstraint(["intake_id"], ["intakes.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("authored", "intake_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_sought_intake_id", "sought", ["intake_id"], unique=True)
    op.create_table(
        "answers",
        sa.Column("intake_id", sa.String(), nullable=False),
        sa.Column("link_id", sa.String(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("changed", sa.Text(), nullable=False),
        sa.Column("given_by", sa.Text()),
        sa.Column("way", sa.Text()),
        sa.Column("seen_by", sa.Text()),
        sa.Column("discussed_by", sa.Text()),
        sa.Column("seconds", sa.Float()),
        sa.ForeignKeyConstraint(["intake_id"], ["intakes.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("intake_id", "link_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "assessments",
        sa.Column("intake_id", sa.String(), nullable=False),
        sa.Column("form_id", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["form_id"], ["forms.id"]),
        sa.ForeignKeyConstraint(["intake_id"], ["intakes.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("intake_id"),
    )
    op.create_table(
        "documents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("intake_id", sa.String(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("way", sa.Text(), nullable=False),
        sa.Column("made", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["intake_id"], ["intakes.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("intake_id", "kind", "way", "made", name="documents_unique"),
    )
    op.create_index("ix_documents_intake_id", "documents", ["intake_id"])
    op.create_table(
        "paper_entries",
        sa.Column("intake_id", sa.String(), nullable=False),
        sa.Column("second", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["intake_id"], ["intakes.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("intake_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "typed",
        sa.Column("intake_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("link_id", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text()),
        sa.Column("code", sa.Text()),
        sa.ForeignKeyConstraint(["intake_id"], ["intakes.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("intake_id", "position"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "versions",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("intake_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("made", sa.Text(), nullable=False),
        sa.Column("staff_id", sa.String()),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["intake_id"], ["intakes.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("intake_id", "number", name="versions_unique"),
    )
    for name, more in (("amendments", [sa.Column("body", sa.Text(), nullable=False)]), ("voids", [])):
        op.create_table(
            name,
            sa.Column("intake_id", sa.String(), nullable=False),
            sa.Column("made", sa.Text(), nullable=False),
            sa.Column("staff_id", sa.String()),
            sa.Column("who", sa.Text(), nullable=False),
            sa.Column("reason", sa.Text(), nullable=False),
            *more,
            sa.ForeignKeyConstraint(["intake_id"], ["intakes.id"], ondelete="CASCADE"),
            sa.ForeignKeyConstraint(["staff_id"], ["staff.id"]),
            sa.PrimaryKeyConstraint("intake_id"),
        )
    _waiting_room()
    op.execute("PRAGMA user_version = 1")
    op.create_table(
        "transfers",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("moment", sa.Text(), nullable=False),
        sa.Column("staff_id", sa.String()),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("intake_id", sa.String()),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("undone", sa.Text()),
        sa.ForeignKeyConstraint(["intake_id"], ["intakes.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_transfers_intake_id", "transfers", ["intake_id"])
    op.create_index("ix_transfers_source", "transfers", ["source"])
    op.create_index("ix_transfers_target", "transfers", ["target"])
    op.create_table(
        "audit",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("moment", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("deed", sa.Text(), nullable=False),
        sa.Column("intake", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("mark", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_table(
        "purged",
        sa.Column("intake", sa.String(), nullable=False),
        sa.Column("moment", sa.Text(), nullable=False),
        sa.Column("swept", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("intake"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "backups",
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("made", sa.Text(), nullable=False),
        sa.Column("intakes", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("head", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("path"),
    )
    for what in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER audit_keeps_{what.lower()} BEFORE {what} ON audit "
            "BEGIN SELECT RAISE(ABORT, 'entries are only added'); END"
        )


def _waiting_room() -> None:
    op.create_table(
        "handovers",
        sa.Column("intake_id", sa.String(), nullable=False),
        sa.Column("begun", sa.Text(), nullable=False),
        sa.Column("ends", sa.Text(), nullable=False),
        sa.Column("way", sa.Text(), nullable=False),
        sa.Column("sound", sa.Boolean(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("called", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["intake_id"], ["intakes.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("intake_id"),
    )
    op.create_table(
        "alarms",
        sa.Column("intake_id", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("raised", sa.Text(), nullable=False),
        sa.Column("acknowledged", sa.Text()),
        sa.Column("acknowledged_by", sa.Text()),
        sa.ForeignKeyConstraint(["intake_id"], ["intakes.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("intake_id", "code"),
    )
    op.create_table(
        "screens",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sitting", sa.String(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("age_band", sa.Text(), nullable=False),
        sa.Column("sound", sa.Boolean(), nullable=False),
        sa.Column("screen", sa.Text(), nullable=False),
        sa.Column("seconds", sa.Float(), nullable=False),
        sa.Column("backs", sa.Integer(), nullable=False),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.Column("help", sa.Integer(), nullable=False),
        sa.Column("abandoned", sa.Boolean(), nullable=False),
        sa.Column("face", sa.Text()),
        sa.PrimaryKeyConstraint("id"),
    )
