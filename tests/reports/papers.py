"""A paper to measure: plain text of known length, so that lines and pages can be counted."""

from datetime import date

from reports.charts import Bar, bars_in_words, horizontal_bars
from reports.model import (
    Align,
    Annex,
    Block,
    Colophon,
    Column,
    Document,
    Figure,
    Heading,
    Level,
    Paragraph,
    Table,
)

PROSE = (
    "本月全市生态环境系统共登记群众信访投诉举报286件，其中“12345”热线转办142件、“12369”平台举报98件，"
    "来信来访46件。按期办结率97.62%，群众满意率92.10%，重复信访率6.34%。涉及大气污染的占43.2%，"
    "噪声污染占35.7%，水污染占12.4%。各单位要坚持“有报必接、违法必查，事事有结果、件件有回音”。"
)
HAN_ONLY = "本月全市生态环境系统共登记群众信访投诉举报若干件并已全部依法依规按期办结反馈" * 12

COLUMNS = (
    Column("单位", Align.LEFT),
    Column("登记（件）"),
    Column("占比"),
    Column("备注", Align.CENTER),
)


def table(rows: int) -> Table:
    """A table of ``rows`` numbered rows."""
    return Table(
        "各单位登记情况", COLUMNS, tuple((f"第{n}分局", f"{n}", "3.5%", "—") for n in range(1, rows + 1))
    )


def paper(*blocks: Block, annexes: tuple[Annex, ...] = (), agency: str = "青川市生态环境局") -> Document:
    """An official paper around ``blocks``."""
    return Document(
        agency=agency,
        number="青环信〔2026〕11号",
        title=(agency, "关于2026年10月", "生态环境", "信访投诉举报", "办理情况的", "通报"),
        addressees=("各县（市、区）生态环境分局", "局机关各科室"),
        blocks=blocks,
        signed_by=agency,
        signed_on=date(2026, 11, 6),
        remark="此件不予公开",
        annexes=annexes,
        colophon=Colophon(("市委办公室", "市政府办公室"), f"{agency}办公室", date(2026, 11, 6)),
        keywords=("信访投诉举报", "通报"),
    )


def long_paper() -> Document:
    """Several pages: prose, all three levels, a table that breaks, and an annex."""
    return paper(
        Paragraph(PROSE),
        Heading(Level.FIRST, "总体情况"),
        Heading(Level.SECOND, "登记情况"),
        *(Paragraph(PROSE) for _ in range(5)),
        Heading(Level.THIRD, "分单位情况"),
        table(40),
        Heading(Level.FIRST, "下步要求"),
        *(Paragraph(PROSE, lead="落实责任。") for _ in range(3)),
        annexes=(Annex("各单位登记情况表", (table(5),)),),
    )


UNITS = tuple(
    f"青川市生态环境局{name}分局"
    for name in [
        "东城",
        "西湖",
        "南山",
        "北塘",
        "高新",
        "经开",
        "鄠邑",
        "龙泉",
        "清河",
        "双桥",
        "柳林",
        "石门",
        "白云",
    ]
)
"""Thirteen sub-bureaus with long names."""

HEADS = ("登记", "受理", "不受理", "办理中", "已办结", "按期办结率", "满意率")


def by_units(caption: str) -> Table:
    """A table of the thirteen, with figures."""
    rows = tuple(
        (unit, *(str(37 * (n + 1) + 11 * k) for k in range(5)), f"{90 + n % 10}.25%", f"{80 + n}.00%")
        for n, unit in enumerate(UNITS)
    )
    return Table(caption, (Column("单位", Align.LEFT), *(Column(head) for head in HEADS)), rows)


def overdue(rows: int) -> Table:
    """A list of seven columns, too wide for an upright page."""
    heads = ("承办单位", "期限", "到期日", "超期天数", "市局包案领导", "分局包案领导")
    columns = (Column("信访件编号", Align.LEFT), *(Column(head, Align.CENTER) for head in heads))
    entry = ("办理", "2026-10-20", "11", "欧阳甲副局长", "丙分局长")
    found = tuple((f"HJ20260807-{n:06d}", UNITS[n % len(UNITS)], *entry) for n in range(rows))
    return Table("超期未办结信访件", columns, found, ("截至2026年10月31日。",))


def chapter(number: int) -> tuple[Block, ...]:
    """Three pages as bulletins have them: prose, a chart, a table of units, a list."""
    bars = [Bar(unit, 100 - 3 * n, f"{100 - 3 * n}.00%（{50 - n}/{50}）") for n, unit in enumerate(UNITS)]
    return (
        Heading(Level.FIRST, f"第{number}部分情况"),
        Paragraph(PROSE),
        Heading(Level.SECOND, "总体情况"),
        *(Paragraph(PROSE, lead="落实责任。") for _ in range(3)),
        Figure("各单位按期办结率", horizontal_bars(bars), bars_in_words(bars)),
        by_units("各单位办理情况（件）"),
        Paragraph(PROSE),
        table(20),
        Paragraph(PROSE),
    )


def bulletin_of(chapters: int) -> Document:
    """A paper of about three pages a chapter."""
    return paper(*(block for number in range(1, chapters + 1) for block in chapter(number)))
