"""[roles] of questionnaire.toml: each names an item of the form that is of the right type."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from b12desk.definitions.form import Form
from b12desk.errors import Problem
from b12desk.i18n import _, current
from b12desk.model.frozen import camel
from b12desk.model.questionnaire import ItemType, Roles

_TYPES: dict[str, tuple[ItemType, ...]] = {
    "birth_date": (ItemType.DATE,),
    "age": (ItemType.INTEGER,),
    "age_years": (ItemType.INTEGER, ItemType.DECIMAL),
    "sex": (ItemType.CHOICE,),
    "respondent": (ItemType.CHOICE,),
}


def check_roles(form: Form) -> Iterator[Problem]:
    """Problems of the roles."""
    roles, table = form.questionnaire.model.roles, form.questionnaire.table
    for role in fields(Roles):
        link_id: str = getattr(roles, role.name)
        if not link_id:
            continue
        key = camel(role.name)
        path = ("roles", key)
        if link_id not in form.first:
            yield table.problem(path, "", *form.unknown_item(link_id))
            continue
        item = form.first[link_id].item
        wanted = _TYPES[role.name]
        if item.type not in wanted:
            kinds = current().listed(wanted, either=True)
            cause = _("the role {role} needs an item of the type {kinds}, and '{link_id}' is none.",
                      role=key, kinds=kinds, link_id=link_id)  # fmt: skip
            yield table.problem(path, "", cause)
        elif (item.calculated == "age-years") is not (role.name == "age_years"):
            cause = _("the role {role} cannot be that of '{link_id}'.", role=key, link_id=link_id)
            yield table.problem(path, "", cause, _("ageYears is the item with calculated = 'age-years', and no other."))
