"""Cut the packed Noto stand-ins out of Debian's collections, the same bytes each time.

    python -m reports.fonts.cut /usr/share/fonts/opentype/noto

Two files are written beside this one. ``BihuanBiaosong-Bold.otf`` is Noto Serif CJK SC Bold with the GB 2312
characters, and stands in for 小标宋. ``BihuanRare-Regular.otf`` is Noto Serif CJK SC Regular with every character
that the four Fandol fonts lack, so that a rare name never becomes a box. Both are renamed, because a changed font
may not carry its maker's names, and both get Fandol's line metrics and baselines, because a borrowed character must
not move the line it stands in. ``coverage.txt`` lists what the packed fonts can print between them.
"""

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset
from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.ttLib import TTCollection, TTFont

FOLDER = Path(__file__).parent
FANDOL = (
    "FandolFang-Regular.otf",
    "FandolKai-Regular.otf",
    "FandolHei-Regular.otf",
    "FandolSong-Regular.otf",
)
SOURCE_NAME = "Noto Serif CJK SC"
ASCENT, DESCENT = 880, -120
BASELINES = """
table BASE {
  HorizAxis.BaseTagList icfb icft ideo romn;
  HorizAxis.BaseScriptList
    DFLT ideo -5 765 -120 0, hani ideo -5 765 -120 0, kana ideo -5 765 -120 0, latn romn -5 765 -120 0;
} BASE;
"""
HANGUL = (
    (0x1100, 0x11FF),
    (0x3130, 0x318F),
    (0x3200, 0x321E),
    (0x3260, 0x327F),
    (0xA960, 0xA97F),
    (0xAC00, 0xD7FF),
)
ASCII = range(0x20, 0x7F)


@dataclass(frozen=True, slots=True)
class Cut:
    """One font to make: the collection it comes from, and the names under which it goes."""

    collection: str
    family: str
    style: str
    file: str
    weight: int


BIAOSONG = Cut("NotoSerifCJK-Bold.ttc", "Bihuan Biaosong", "Bold", "BihuanBiaosong-Bold.otf", 700)
RARE = Cut("NotoSerifCJK-Regular.ttc", "Bihuan Rare", "Regular", "BihuanRare-Regular.otf", 400)


def gb2312() -> set[int]:
    """Every character of GB 2312, from the codec that Python itself carries."""
    pairs = (bytes((row, cell)) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    return {ord(char) for pair in pairs if (char := pair.decode("gb2312", "ignore"))}


def fandol_common() -> set[int]:
    """The characters that all four Fandol fonts have."""
    return set.intersection(*(set(TTFont(FOLDER / name).getBestCmap()) for name in FANDOL))


def source_font(folder: Path, cut: Cut) -> TTFont:
    """The simplified-Chinese member of a Noto collection."""
    collection = TTCollection(folder / cut.collection)
    return next(font for font in collection.fonts if font["name"].getBestFamilyName() == SOURCE_NAME)


def is_hangul(code: int) -> bool:
    """Korean syllables are the larger half of the collection, and no Chinese bureau prints them."""
    return any(first <= code <= last for first, last in HANGUL)


def shrink(font: TTFont, codes: Iterable[int]) -> None:
    """Keep the glyphs of ``codes``; vertical writing, kerning and variants are not used in official papers."""
    options = subset.Options()
    options.layout_features = []
    options.name_IDs = ["*"]
    options.notdef_outline = True
    options.hinting = False
    options.drop_tables += ["vhea", "vmtx", "VORG", "BASE", "GSUB", "GPOS", "GDEF"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=codes)
    cutter.subset(font)


def rename(font: TTFont, cut: Cut) -> None:
    """Put our names in the place of the maker's; copyright, licence and designers stay."""
    full = f"{cut.family} {cut.style}"
    postscript = cut.file.removesuffix(".otf")
    names = {1: cut.family, 2: cut.style, 3: f"1.0;{postscript}", 4: full, 6: postscript, 16: None, 17: None}
    table = font["name"]
    kept = [n for n in table.names if n.platformID == 3 and n.langID == 0x409 and n.nameID not in {7, *names}]
    table.names = kept
    for name_id, value in names.items():
        if value:
            table.setName(value, name_id, 3, 1, 0x409)
    cff = font["CFF "].cff
    cff.fontNames = [postscript]
    top = cff.topDictIndex[0]
    top.FullName, top.FamilyName, top.Weight = full, cut.family, cut.style
    top.Notice = str(table.getDebugName(0))


def set_line_metrics(font: TTFont, weight: int) -> None:
    """Fandol's ascent, descent and baselines; Pango aligns the baselines, and a mixed line must not grow."""
    addOpenTypeFeaturesFromString(font, BASELINES, tables=["BASE"])
    hhea, os2 = font["hhea"], font["OS/2"]
    hhea.ascent = os2.sTypoAscender = os2.usWinAscent = ASCENT
    hhea.descent = os2.sTypoDescender = DESCENT
    os2.usWinDescent = -DESCENT
    hhea.lineGap = os2.sTypoLineGap = 0
    os2.usWeightClass = weight


def make(folder: Path, cut: Cut, codes: set[int]) -> set[int]:
    """Write one cut font and answer the characters it really got."""
    font = source_font(folder, cut)
    wanted = codes & set(font.getBestCmap())
    shrink(font, wanted)
    rename(font, cut)
    set_line_metrics(font, cut.weight)
    font.recalcTimestamp = False
    font.save(FOLDER / cut.file)
    return wanted


def as_ranges(codes: set[int]) -> str:
    """Sorted hexadecimal ranges, one a line."""
    lines: list[str] = []
    run: list[int] = []
    for code in [*sorted(codes), -1]:
        if run and code != run[-1] + 1:
            lines.append(f"{run[0]:04X}-{run[-1]:04X}")
            run = []
        run.append(code)
    return "\n".join(lines) + "\n"


def main(folder: Path) -> None:
    """Make both fonts and the list of what can be printed."""
    common = fandol_common()
    make(folder, BIAOSONG, gb2312() | set(ASCII))
    whole = set(source_font(folder, RARE).getBestCmap())
    rare = make(folder, RARE, {code for code in whole - common if not is_hangul(code)})
    (FOLDER / "coverage.txt").write_text(as_ranges(common | rare), encoding="ascii")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
