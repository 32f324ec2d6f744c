"""The rails of revision 0001: what the database refuses even to raw SQL. Frozen; each is proved to bite in a test."""

from migrations.foundation.base import quoted, words
from migrations.rail import Rail, Rule, append_only, guarded, kept

BEYOND_TRANSFER = quoted(
    words("objected dispatched signed_in investigating disposing hearing review approved")
)
"""States that a case under dual ownership (双包案) enters only with both owners."""

GENESIS = f"'{'0' * 64}'"
"""What the first event of a case, and the first seal, name as the hash before them."""

HOLD_THE_CASE = "PERFORM 1 FROM petition_case WHERE id = NEW.case_id FOR NO KEY UPDATE;"
"""Writers of one case take turns, so that none decides on what the other is changing; other cases are not touched."""

HOLD_THE_PLANNED_CASE = "PERFORM 1 FROM petition_case WHERE id = (SELECT case_id FROM plan WHERE id = NEW.plan_id) FOR NO KEY UPDATE;"

HOLD_THE_LOG = "LOCK TABLE case_event IN SHARE MODE;"
"""Sealing waits for events that are being written, once a day; writing an event waits for nothing."""

RECORDS = (
    append_only("case_event", "id"),
    append_only("day_seal", "day"),
    append_only("identity_look", "id"),
    append_only("office_event", "id"),
    append_only("term_move", "id"),
    append_only("review", "submission_id", "kind"),
    append_only("plan_signature", "plan_id", "level"),
    append_only("strike_off_signature", "case_id", "round", "level"),
    kept("petition_case", "id"),
    kept("petitioner", "id"),
    kept("paper", "id"),
    kept("ownership", "id"),
)

CHAIN = (
    guarded(
        "case_event",
        "INSERT",
        "chain",
        Rule(
            "seq-gap",
            "NEW.seq <> 1 + COALESCE((SELECT max(seq) FROM case_event WHERE case_id = NEW.case_id), 0)",
        ),
        Rule(
            "hash-mismatch",
            "NEW.previous_hash <> COALESCE((SELECT hash FROM case_event "
            f"WHERE case_id = NEW.case_id AND seq = NEW.seq - 1), {GENESIS})",
        ),
        Rule("day-sealed", "EXISTS (SELECT 1 FROM day_seal WHERE day >= NEW.day)"),
    ),
    guarded(
        "day_seal",
        "INSERT",
        "order",
        Rule("day-order", "EXISTS (SELECT 1 FROM day_seal WHERE day >= NEW.day)"),
        Rule(
            "hash-mismatch",
            "NEW.previous_hash <> "
            f"COALESCE((SELECT hash FROM day_seal WHERE day = (SELECT max(day) FROM day_seal)), {GENESIS})",
        ),
        Rule(
            "events-left-out",
            "NEW.events <> (SELECT count(*) FROM case_event WHERE day <= NEW.day "
            "AND day > COALESCE((SELECT max(day) FROM day_seal), '0001-01-01'))",
        ),
        first=HOLD_THE_LOG,
    ),
)

OWNERS_MISSING = (
    f"NEW.dual_required AND NEW.state IN ({BEYOND_TRANSFER}) AND 2 > (SELECT count(*) FROM ownership "
    "WHERE case_id = NEW.id AND level IN ('city', 'sub') AND to_at IS NULL)"
)
STRIKE_OFF_UNSIGNED = (
    "NEW.dual_required AND NEW.state = 'closed' AND 2 > (SELECT count(*) FROM strike_off_signature "
    "WHERE case_id = NEW.id AND round = NEW.round AND level IN ('city', 'sub'))"
)

CASE = (
    guarded(
        "petition_case",
        "INSERT",
        "entered",
        Rule("owners-missing", OWNERS_MISSING),
        Rule("strike-off-unsigned", STRIKE_OFF_UNSIGNED),
    ),
    guarded(
        "petition_case",
        "UPDATE OF state",
        "moved",
        Rule("owners-missing", f"OLD.state NOT IN ({BEYOND_TRANSFER}) AND {OWNERS_MISSING}"),
        Rule("strike-off-unsigned", f"OLD.state <> 'closed' AND {STRIKE_OFF_UNSIGNED}"),
    ),
)

ACCUSED_OWNS = (
    "EXISTS (SELECT 1 FROM ownership "
    "WHERE case_id = NEW.case_id AND officer_id = NEW.officer_id AND to_at IS NULL)"
)

OWNERSHIP = (
    guarded(
        "ownership",
        "INSERT",
        "appointed",
        Rule(
            "ownership-overlap",
            "EXISTS (SELECT 1 FROM ownership o WHERE o.case_id = NEW.case_id AND o.level = NEW.level "
            "AND (o.to_at IS NULL OR o.to_at > NEW.from_at) AND (NEW.to_at IS NULL OR NEW.to_at > o.from_at))",
        ),
        Rule(
            "recusal",
            "EXISTS (SELECT 1 FROM case_accused WHERE case_id = NEW.case_id AND officer_id = NEW.officer_id)",
        ),
        first=HOLD_THE_CASE,
    ),
    guarded(
        "ownership",
        "UPDATE",
        "ended",
        Rule(
            "ownership-fixed",
            "OLD.to_at IS NOT NULL OR NEW.to_at IS NULL OR NEW.id <> OLD.id OR NEW.case_id <> OLD.case_id "
            "OR NEW.level <> OLD.level OR NEW.officer_id <> OLD.officer_id OR NEW.from_at <> OLD.from_at "
            "OR NEW.reason <> OLD.reason OR NEW.appointed_by <> OLD.appointed_by",
        ),
        first=HOLD_THE_CASE,
    ),
    guarded("case_accused", "INSERT", "named", Rule("recusal", ACCUSED_OWNS), first=HOLD_THE_CASE),
    guarded("case_accused", "UPDATE", "renamed", Rule("recusal", ACCUSED_OWNS), first=HOLD_THE_CASE),
)


def owner_signs(cases: str) -> Rule:
    """Only the officer who owns the case at that level today may sign for it."""
    return Rule(
        "not-the-owner",
        f"NOT EXISTS (SELECT 1 FROM ownership WHERE case_id = {cases} AND level = NEW.level "
        "AND officer_id = NEW.officer_id AND to_at IS NULL)",
    )


SIGNATURES = (
    guarded(
        "strike_off_signature",
        "INSERT",
        "signed",
        owner_signs("NEW.case_id"),
        Rule(
            "city-signs-last",
            "NEW.level = 'city' AND NOT EXISTS (SELECT 1 FROM strike_off_signature "
            "WHERE case_id = NEW.case_id AND round = NEW.round AND level = 'sub')",
        ),
        first=HOLD_THE_CASE,
    ),
    guarded(
        "plan_signature",
        "INSERT",
        "signed",
        owner_signs("(SELECT case_id FROM plan WHERE id = NEW.plan_id)"),
        first=HOLD_THE_PLANNED_CASE,
    ),
)

RAILS: tuple[Rail, ...] = (*RECORDS, *CHAIN, *CASE, *OWNERSHIP, *SIGNATURES)
