"""What became of a finished intake: its earlier versions, an amendment that is on its way, and that it counts no more.

Rules: the version that stands is in the rows of the intake until the next one is finished, and is then kept whole in
`versions`, in the transaction in which the next one takes its place; an amendment on its way lies beside it and changes
nothing that is listed or printed; every change names the revision of the intake that it goes on from.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from b12desk.i18n import _
from b12desk.model.assessment import Assessment
from b12desk.model.border import read_model
from b12desk.model.response import Status
from b12desk.model.values import PartialDate
from b12desk.store import rows
from b12desk.store.intake_content import UnfinishedIntake, content_of, draft_of, moment
from b12desk.store.intake_store import Conclusion
from b12desk.store.past_versions import Amendment, History, PastVersion, Said
from b12desk.store.tables import amendments, assessments, intakes, sought, versions, voids


def history_of(connection: sa.Connection, identifier: str) -> History:
    """What became of an intake. Raises ValueError (pydantic's own too) where it is damaged."""
    number = connection.execute(sa.select(intakes.c.version).where(intakes.c.id == identifier)).scalar() or 1
    older = sa.select(versions).where(versions.c.intake_id == identifier).order_by(versions.c.number)
    begun = connection.execute(sa.select(amendments).where(amendments.c.intake_id == identifier)).first()
    void = connection.execute(sa.select(voids).where(voids.c.intake_id == identifier)).first()
    judged, reference = _standing(connection, identifier)
    return History(
        number,
        tuple(_earlier(each) for each in connection.execute(older)),
        None if begun is None else Amendment(draft_of(_content(begun.body)), _said(begun)),
        None if void is None else _said(void),
        judged,
        reference,
    )


def put_amendment(connection: sa.Connection, former: rows.Written, draft: UnfinishedIntake, why: Said) -> rows.Written:
    """Keep an amendment on its way. Raises OvertakenError."""
    row = _reasoned(former, why) | {"body": json.dumps(content_of(draft))}
    values = {name: value for name, value in row.items() if name != "intake_id"}
    connection.execute(insert(amendments).on_conflict_do_update(index_elements=["intake_id"], set_=values), row)
    return rows.stepped(connection, former)


def drop_amendment(connection: sa.Connection, former: rows.Written) -> rows.Written:
    """Let go of an amendment: the version that stands stays. Raises OvertakenError."""
    connection.execute(sa.delete(amendments).where(amendments.c.intake_id == former.row["id"]))
    return rows.stepped(connection, former)


def put_version(
    connection: sa.Connection,
    former: rows.Written,
    draft: UnfinishedIntake,
    conclusion: Conclusion | None,
    *,
    born: PartialDate | None,
    why: Said,
) -> rows.Written:
    """Have ``draft`` stand in place of ``former``, which is kept as it was. Raises OvertakenError."""
    former = rows.stepped(connection, former)  # first, so that who was overtaken is told so
    identifier, number = str(former.row["id"]), int(former.row["version"])
    judged = connection.execute(sa.select(assessments.c.body).where(assessments.c.intake_id == identifier)).scalar()
    found = sa.select(sought.c.reference).where(sought.c.intake_id == identifier)
    body = content_of(former.draft) | {
        "assessment": None if judged is None else json.loads(judged),
        "reference": _dashed(connection.execute(found).scalar() or ""),
    }
    kept = _reasoned(former, why) | {"id": str(uuid4()), "number": number, "body": json.dumps(body)}
    connection.execute(sa.insert(versions), kept)
    connection.execute(sa.delete(amendments).where(amendments.c.intake_id == identifier))
    written = rows.put(connection, draft, conclusion, former, born)
    return rows.stepped(connection, written, version=number + 1)


def put_void(connection: sa.Connection, former: rows.Written, why: Said) -> rows.Written:
    """It was entered in error. Raises OvertakenError."""
    connection.execute(insert(voids).on_conflict_do_nothing(), _reasoned(former, why))
    return _marked(connection, former, Status.ENTERED_IN_ERROR)


def drop_void(connection: sa.Connection, former: rows.Written) -> rows.Written:
    """It counts again. Raises OvertakenError."""
    connection.execute(sa.delete(voids).where(voids.c.intake_id == former.row["id"]))
    return _marked(connection, former, Status.COMPLETED if former.row["version"] == 1 else Status.AMENDED)


def _marked(connection: sa.Connection, former: rows.Written, status: Status) -> rows.Written:
    voided = status is Status.ENTERED_IN_ERROR
    one = sought.c.intake_id == former.row["id"]
    connection.execute(sa.update(sought).where(one).values(voided=voided))
    draft = replace(former.draft, response=replace(former.draft.response, status=status))
    return replace(rows.stepped(connection, former, status=status.value), draft=draft)


def _standing(connection: sa.Connection, identifier: str) -> tuple[Assessment | None, str]:
    """What the version that stands came to; None where its rules were too unlike those of today to be read."""
    body = connection.execute(sa.select(assessments.c.body).where(assessments.c.intake_id == identifier)).scalar()
    code = connection.execute(sa.select(sought.c.reference).where(sought.c.intake_id == identifier)).scalar()
    return _judged(None if body is None else json.loads(body)), _dashed(code or "")


def _judged(body: object) -> Assessment | None:
    try:
        return None if body is None else read_model(Assessment, body)
    except ValueError:
        return None


def _earlier(row: sa.Row[Any]) -> PastVersion:
    body = _content(row.body)
    return PastVersion(
        row.number, draft_of(body), _judged(body.get("assessment")), str(body.get("reference")), _said(row)
    )


def _content(text: str) -> dict[str, Any]:
    content = json.loads(text)
    if not isinstance(content, dict):
        raise ValueError(_("a version is not understood."))  # noqa: TRY004 -- damage, not a wrong call
    return content


def _said(row: sa.Row[Any]) -> Said:
    return Said(moment(row.made, _("the time of an amendment")), row.who, row.reason, row.staff_id or "")


def _reasoned(former: rows.Written, why: Said) -> rows.Row:
    made = rows.utc(why.when)
    row = {"intake_id": former.row["id"], "made": made, "who": why.who, "reason": why.reason}
    return rows.storable(row | {"staff_id": why.staff or None})


def _dashed(code: str) -> str:
    return f"{code[:4]}-{code[4:]}" if code else ""
