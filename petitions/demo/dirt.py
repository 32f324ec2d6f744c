"""The small dirt of real texts: sound-alike characters, half-width marks, stray blanks, numbers glued on.

Nothing here changes the sense; what is meant stays legible to a person and has to be legible to the matching.
"""

from random import Random

SOUND_ALIKES = {
    "的": "地",
    "在": "再",
    "做": "作",
    "已": "以",
    "像": "象",
    "账": "帐",
    "哪": "那",
    "砂": "沙",
    "座": "坐",
    "需": "须",
    "象": "像",
    "合": "和",
    "必": "毕",
    "直": "值",
    "吵": "炒",
    "呛": "抢",
    "漆": "柒",
    "渣": "碴",
    "臭": "嗅",
}
HALF_WIDTH = str.maketrans("，。！？：；", ",.!?:;")
FULL_DIGITS = str.maketrans("0123456789", "０１２３４５６７８９")


def misspell(rng: Random, text: str) -> str:
    """One character replaced by one that sounds or looks alike, where there is one to replace."""
    places = [at for at, mark in enumerate(text) if mark in SOUND_ALIKES]
    if not places:
        return text
    at = places[int(rng.random() * len(places))]
    return text[:at] + SOUND_ALIKES[text[at]] + text[at + 1 :]


def soil(rng: Random, text: str) -> str:
    """A text as it comes in: mostly clean, each kind of dirt now and then."""
    if rng.random() < 0.09:
        text = misspell(rng, text)
    if rng.random() < 0.05:
        text = text.translate(HALF_WIDTH)
    if rng.random() < 0.06:
        text = text[:-1] if text[-1] in "。！" else text
    if rng.random() < 0.05:
        at = int(rng.random() * len(text))
        text = f"{text[:at]} {text[at:]}"
    if rng.random() < 0.05:
        text = f"\u3000\u3000{text}"
    if rng.random() < 0.04:
        text = f"{text}\n"
    if rng.random() < 0.02:
        text = f"编号：{int(rng.random() * 900000) + 100000} {text}"
    return text


def write_phone(rng: Random, phone: str) -> str:
    """A telephone as people and forms write it."""
    style = rng.random()
    if style < 0.82:
        return phone
    if style < 0.90:
        return f"{phone[:3]} {phone[3:7]} {phone[7:]}"
    if style < 0.95:
        return f"{phone[:3]}-{phone[3:7]}-{phone[7:]}"
    if style < 0.98:
        return f"+86{phone}"
    return phone.translate(FULL_DIGITS)
