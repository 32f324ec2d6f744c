"""Old registers for tests: a generated one with every trap, and its figures counted from the sheet alone.

Nothing here asks the program: ``figures`` reads the cells as a clerk with a pocket calculator would.
"""

import csv
import io
import zipfile
from calendar import monthrange
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random
from statistics import median

HEADERS = (
    "信访件编号", "来源渠道", "收到时间", "受理时间", "不予受理时间", "不予受理原因", "承办单位", "调查完成时间",
    "属实情况", "答复时间", "答复方式", "办结时间", "满意度", "污染类型", "反映内容", "被反映单位", "联系方式", "重复于",
)  # fmt: skip
UNITS = ("东城分局", "青川市生态环境局西湖分局")
SHORT = {"东城分局": "东城分局", "青川市生态环境局西湖分局": "西湖分局"}
CHANNELS = ("12369电话", "12345转办", "微信", "网络", "来信", "来访", "信访局转送")
TYPES = ("噪声", "大气、噪声", "水", "固体废物、水、大气", "恶臭异味", "餐饮油烟、社会生活噪声")
TYPE_OF = {word: word for word in ("噪声", "大气", "水", "固体废物")} | {
    "恶臭异味": "大气", "餐饮油烟": "大气", "社会生活噪声": "噪声",
}  # fmt: skip
REASONS = (
    "应当由法院处理的事项",
    "不属于生态环境部门职责",
    "已经受理或者正在办理的事项，在规定期限内又向上级提出",
)

Row = dict[str, str]


def written(moment: datetime | None, rng: Random) -> str:
    """As offices write it: with or without the hour."""
    if moment is None:
        return ""
    return moment.strftime(rng.choice(("%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日", "%Y-%m-%d %H:%M")))


def ledger(rows: int, until: datetime, seed: int = 7, months: int = 20) -> list[Row]:
    """A register of so many rows up to ``until``: late and in time, refused, undecided, anonymous, unrated, repeated."""
    rng = Random(seed)
    start = until - timedelta(days=round(30.4 * months))
    moments = sorted(
        start + timedelta(minutes=rng.randrange(int((until - start) / timedelta(minutes=1))))
        for _ in range(rows)
    )
    sheet: list[Row] = []
    for number, received in enumerate(moments, 1):
        sheet.append(_row(rng, number, received, until, sheet))
    rng.shuffle(sheet)
    return sheet


def _row(rng: Random, number: int, received: datetime, until: datetime, before: list[Row]) -> Row:
    row = dict.fromkeys(HEADERS, "")
    row |= {
        "信访件编号": f"XF{number:05d}",
        "来源渠道": rng.choice(CHANNELS),
        "收到时间": written(received, rng),
        "污染类型": rng.choice(TYPES),
        "反映内容": f"第{number}件：夜间施工噪声很大，附近有异味，请查处。",
        "联系方式": rng.choice(
            ("", "匿名", "19900001111", "138****2222", "x@example.org", f"1990000{number % 10000:04d}")
        ),
    }
    if before and rng.random() < 0.15:
        row["重复于"] = rng.choice(before)["信访件编号"]

    def later(after: datetime, *days: float) -> datetime | None:
        moment = after + timedelta(days=rng.uniform(*days), minutes=1)
        return moment if moment < until else None

    fate = rng.random()
    if fate < 0.04:
        return row
    decided = later(received, 0, 14) if rng.random() < 0.85 else later(received, 14, 40)
    if decided is None:
        return row
    row["承办单位"] = rng.choice((*UNITS, *UNITS, "")) if fate < 0.14 else rng.choice(UNITS)
    if fate < 0.14:
        row |= {"不予受理时间": written(decided, rng), "不予受理原因": rng.choice(REASONS)}
        return row
    row["受理时间"] = written(decided, rng)
    _handle(rng, row, decided, later)
    return row


def _handle(rng: Random, row: Row, accepted: datetime, later: object) -> None:
    assert callable(later)
    found = later(accepted, 1, 30) if rng.random() < 0.9 else None
    if found:
        row |= {
            "调查完成时间": written(found, rng),
            "属实情况": rng.choice(("属实", "部分属实", "不属实", "基本属实")),
        }
    start = found or accepted
    replied = later(start, 1, 25) if rng.random() < 0.8 else later(start, 25, 90)
    if replied is not None and rng.random() < 0.93:
        row |= {
            "答复时间": written(replied, rng),
            "答复方式": rng.choice(("电话", "书面", "网络", "当面", "公开")),
        }
        row["满意度"] = rng.choice(("满意", "基本满意", "不满意", "未评价", ""))
        closed = later(replied, 0, 20)
    else:
        closed = later(start, 5, 60)
    if closed is not None and rng.random() < 0.9:
        row["办结时间"] = written(closed, rng)


def as_csv(sheet: list[Row]) -> str:
    """The register as a file."""
    out = io.StringIO()
    writer = csv.DictWriter(out, HEADERS)
    writer.writeheader()
    writer.writerows(sheet)
    return out.getvalue()


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/'
    'vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" Type="{KINDS}/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{KINDS}"><sheets><sheet name="台账" sheetId="1" r:id="r1"/>'
    "</sheets></workbook>",
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
    f'Type="{KINDS}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="{KINDS}/styles" '
    'Target="styles.xml"/></Relationships>',
    "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
    "</styleSheet>",
}


def as_xlsx(sheet: list[Row]) -> bytes:
    """The register as a workbook in which days are true dates and telephones numbers, as spreadsheets make them."""
    lines = ["".join(_cell(name) for name in HEADERS)]
    lines += ["".join(_cell(row[name], name) for name in HEADERS) for row in sheet]
    rows = "".join(f"<row>{line}</row>" for line in lines)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        for name, part in PARTS.items():
            book.writestr(name, part)
        book.writestr(
            "xl/worksheets/sheet1.xml", f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
        )
    return out.getvalue()


def _cell(text: str, column: str = "") -> str:
    if column.endswith("时间") and text:
        day = day_of(text)
        assert day
        return f'<c s="1"><v>{(day - date(1899, 12, 30)).days}</v></c>'
    if text.isdigit():
        return f"<c><v>{text}</v></c>"
    return f'<c t="inlineStr"><is><t>{text}</t></is></c>'


# --- counted by hand ------------------------------------------------------------------------------------------------


def day_of(cell: str) -> date | None:
    """The day in a cell, whatever the hour."""
    for sign in "年月/":
        cell = cell.replace(sign, "-")
    cell = cell.replace("日", "").split(" ")[0]
    return date.fromisoformat(cell) if cell else None


NOBODY = "尚未明确单位"


def month_of(year: int, month: int) -> tuple[date, date]:
    """The first and the last day of a month."""
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def figures(sheet: list[Row], first: date, last: date, unit: str | None = None) -> dict[str, tuple[int, int]]:
    """Numerator and denominator of each indicator of a period that is over, for all or for one unit."""
    counted: Counter[str] = Counter()
    days: dict[str, list[int]] = {"accepting": [], "closing": []}
    repeats = _repeats(sheet)
    for row in sheet:
        if unit is None or SHORT.get(row["承办单位"], NOBODY) == unit:
            counted.update(_counted(row, first, last, repeats, days))
    c = counted
    middle = sorted(days["closing"])
    two = 1 if len(middle) % 2 else 2
    return {
        "acceptance_rate": (c["accepted"], c["due"] - c["refused"]),
        "timely_acceptance_rate": (c["in_time"], c["due"]),
        "investigation_rate": (c["found"], c["handling"]),
        "closure_rate": (c["closed"], c["handling"]),
        "timely_closure_rate": (c["closed_in_time"], c["handling"]),
        "reply_rate": (c["replied"], c["answerable"]),
        "satisfaction_rate": (c["satisfied"], c["rated"]),
        "rating_rate": (c["rated"], c["window"]),
        "repeat_rate": (c["repeat"], c["received"]),
        "one_off_settlement_rate": (c["settled"], c["watched"]),
        "mean_acceptance_days": (sum(days["accepting"]), len(days["accepting"])),
        "mean_closure_days": (sum(days["closing"]), len(days["closing"])),
        "median_closure_days": (int(median(middle) * two), two) if middle else (0, 0),
    }


def totals(sheet: list[Row], first: date, last: date) -> tuple[dict[str, int], Counter[str], Counter[str]]:
    """What came in from … to …: registered, accepted, refused and undecided by its end; by channel; by type."""
    found: Counter[str] = Counter(registered=0, accepted=0, refused=0, undecided=0)
    channels: Counter[str] = Counter()
    types: Counter[str] = Counter()
    for row in sheet:
        received, accepted, refused = (day_of(row[name]) for name in ("收到时间", "受理时间", "不予受理时间"))
        if received is None or not first <= received <= last:
            continue
        taken, turned = (day is not None and day <= last for day in (accepted, refused))
        found["registered"] += 1
        found["accepted" if taken else "refused" if turned else "undecided"] += 1
        channels[row["来源渠道"]] += 1
        types.update({TYPE_OF[word] for word in row["污染类型"].split("、")})
    return dict(found), channels, types


def _repeats(sheet: list[Row]) -> dict[str, list[date]]:
    """When each matter was told again."""
    found: dict[str, list[date]] = {}
    for row in sheet:
        if row["重复于"]:
            received = day_of(row["收到时间"])
            assert received
            found.setdefault(row["重复于"], []).append(received)
    return found


def _counted(
    row: Row, first: date, last: date, repeats: dict[str, list[date]], days: dict[str, list[int]]
) -> Iterator[str]:
    received, accepted, refused = (day_of(row[name]) for name in ("收到时间", "受理时间", "不予受理时间"))
    found, replied, closed = (day_of(row[name]) for name in ("调查完成时间", "答复时间", "办结时间"))
    assert received

    def done(day: date | None) -> bool:
        return day is not None and day <= last

    if first <= received <= last:
        yield "received"
        if row["重复于"]:
            yield "repeat"
    due = received + timedelta(days=15)
    if first <= due <= last:
        yield "due"
        yield from ["accepted"] * done(accepted) + ["refused"] * done(refused)
        decided = accepted or refused
        if decided and done(decided) and decided <= due:
            yield "in_time"
    if accepted and first <= (due := accepted + timedelta(days=60)) <= last:
        yield from _handled(row, due, done(found), done(replied), closed if done(closed) else None)
    if replied and first <= replied + timedelta(days=15) <= last:
        yield "window"
        if row["满意度"] not in ("", "未评价"):
            yield "rated"
        if row["满意度"] in ("满意", "基本满意"):
            yield "satisfied"
    if accepted and first <= accepted <= last:
        days["accepting"].append((accepted - received).days)
    if closed and accepted and first <= closed <= last:
        days["closing"].append((closed - accepted).days)
    if closed and not row["重复于"] and first <= closed + timedelta(days=90) <= last:
        yield "watched"
        again = [
            day for day in repeats.get(row["信访件编号"], ()) if closed < day <= closed + timedelta(days=90)
        ]
        if not again:
            yield "settled"


def _handled(row: Row, due: date, found: bool, replied: bool, closed: date | None) -> Iterator[str]:
    yield "handling"
    if found:
        yield "found"
    if closed:
        yield "closed"
        if closed <= due:
            yield "closed_in_time"
        if row["联系方式"] not in ("", "匿名"):
            yield "answerable"
            if replied:
                yield "replied"
