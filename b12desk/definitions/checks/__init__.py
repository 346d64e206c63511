"""What must hold across the items and files of a form, one function a group of rules; each yields `Problem` values."""

from __future__ import annotations

from b12desk.definitions.checks.absent_means import check_reads
from b12desk.definitions.checks.bounds import check_bounds
from b12desk.definitions.checks.calculated import check_calculated
from b12desk.definitions.checks.codes import check_codes
from b12desk.definitions.checks.evidence import check_evidence
from b12desk.definitions.checks.gates import check_gates
from b12desk.definitions.checks.items import check_items
from b12desk.definitions.checks.patient import check_patient
from b12desk.definitions.checks.profiles import check_profiles
from b12desk.definitions.checks.read_by import check_read_by
from b12desk.definitions.checks.remarks import check_remarks
from b12desk.definitions.checks.roles import check_roles
from b12desk.definitions.checks.rules import check_rules
from b12desk.definitions.checks.score import check_score
from b12desk.definitions.checks.unreachable import check_reach
from b12desk.definitions.checks.wordiness import check_wordiness

CHECKS = (
    check_items,
    check_bounds,
    check_roles,
    check_patient,
    check_calculated,
    check_gates,
    check_remarks,
    check_reach,
    check_rules,
    check_reads,
    check_read_by,
    check_wordiness,
    check_evidence,
    check_score,
    check_profiles,
    check_codes,
)
