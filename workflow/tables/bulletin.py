"""通报: a bulletin is drafted, checked by a second person, and issued; then nothing changes it any more."""

from workflow import guards as g
from workflow import needs as n
from workflow.roles import Role
from workflow.table import Row, Table
from workflow.vocabulary import Labelled


class BulletinState(Labelled):
    """Where the bulletin of a period stands."""

    UNDRAFTED = "undrafted", "未起草"
    DRAFT = "draft", "草稿"
    CHECKED = "checked", "已核稿"
    ISSUED = "issued", "已签发"


class BulletinVerb(Labelled):
    """What a person can do to a bulletin. The label is the word on the button."""

    DRAFT = "draft", "起草"
    EDIT = "edit", "修改文字"
    RECOUNT = "recount", "重新统计"
    CHECK = "check", "核稿通过"
    RETURN = "return", "退回修改"
    ISSUE = "issue", "签发"


class BulletinEdition(Labelled):
    """The two editions of one bulletin."""

    INTERNAL = "internal", "内部版"
    PUBLIC = "public", "公开版"


WRITING = (BulletinVerb.DRAFT, BulletinVerb.EDIT, BulletinVerb.RECOUNT)
"""Whoever does one of these is an author and does not check."""

DRAFTERS = frozenset({Role.STATISTICIAN, Role.PETITION_OFFICER, Role.PETITION_HEAD})
CHECKERS = frozenset({Role.PETITION_HEAD, Role.DEPUTY_PETITIONS})
ISSUERS = frozenset({Role.PETITION_HEAD, Role.DEPUTY_PETITIONS, Role.BUREAU_HEAD})

SOUND = (g.totals_agree, g.figures_still_hold, g.text_is_fit, g.public_edition_is_clean)
"""What holds of figures and text before anybody answers for them."""

BULLETIN = Table(
    name="bulletin",
    label="通报",
    states=BulletinState,
    initial=BulletinState.UNDRAFTED,
    final=frozenset({BulletinState.ISSUED}),
    rows=(
        Row(
            "B1", BulletinVerb.DRAFT, (BulletinState.UNDRAFTED,), BulletinState.DRAFT, DRAFTERS,
            guards=(g.period_is_over,),
        ),
        Row("B2", BulletinVerb.EDIT, (BulletinState.DRAFT,), None, DRAFTERS, guards=(g.text_is_fit,)),
        Row("B3", BulletinVerb.RECOUNT, (BulletinState.DRAFT,), None, DRAFTERS),
        Row(
            "B4", BulletinVerb.CHECK, (BulletinState.DRAFT,), BulletinState.CHECKED, CHECKERS,
            guards=(g.another_person_checks, *SOUND),
        ),
        Row(
            "B5", BulletinVerb.RETURN, (BulletinState.CHECKED,), BulletinState.DRAFT, CHECKERS | ISSUERS,
            needs=(n.text("reason", "退回原因"),),
        ),
        Row(
            "B6", BulletinVerb.ISSUE, (BulletinState.CHECKED,), BulletinState.ISSUED, ISSUERS,
            guards=SOUND,
        ),
    ),
)  # fmt: skip
