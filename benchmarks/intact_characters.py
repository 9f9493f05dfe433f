"""Kind C of `intact.py`: characters that a vocabulary may not have, or that a normalisation may change."""

import random
import re
from collections.abc import Iterator
from functools import partial

from intact_items import Answer, Item, Verdict, fields, filled, frames, seeded, shares

Chance = random.Random

# Beginnings, ends and the rare letters, at least one of which a name has: made up, so that no glossary knows them.
NAMES = {
    "Romanian": ("Buș Călt Drăg Măț Țuț Șerp Vârl Pleș Gâl", "ănoiu oșan ițescu ăreți ulețu inaș", "ășțâșĂȘȚ"),
    "Turkish": ("Kıld Yağm Çamb Şend Özk Gülş İnç Aydağ", "ışlı oğmaz ıkaya aşcı ünlü ıröz", "ğışİçöü"),
    "Polish": ("Wałk Łukom Dąbs Świerg Żur Źrób Jęcz Krę", "yński ałek ęcki iśniak ożny ełski", "łńśźżęąŁŚŻŹ"),
    "Czech": ("Řez Hřeb Čern Škrd Žižl Kůrk Děd Přib", "íček ůvka ěček ařík oušek ňák", "řěčšžůňŘČŠŽ"),
    "Croatian": ("Đurk Čubr Šimr Ždrl Grđ Kovč Vuč", "anić ević ašić eđić užić opčić", "đćčšžĐČŠŽ"),
    "Vietnamese": ("Trươn Phạn Đặm Nguyệ Vỗ Hoằn Lễ", "Quỳn Hồ Lộ Tuấ Thủ Dũn", "ươạặệỗằễỳồộấủũĐ"),
    "Icelandic": ("Þórv Gunnþ Sigurð Ásgr Hallð Úlfþ", "arðsson ísdóttir órsson eiðsdóttir mundsson", "þðÞÐ"),
    "Latvian": ("Bērzk Ķirs Ļaud Žagņ Krūmiņ Ģēģ Zvirb", "iņš ājs ēģis aļņa ūklis enko", "ķļņģūāēĶĻĢ"),
    "Hungarian": ("Kőrm Szűcs Gyöng Hűv Fürj Bődők", "őssi űrkös ölgyi ődi ényes", "őűŐŰ"),
    "Azerbaijani": ("Məmm Əkbr Qəd Həşim Səf", "ədzadə əlizadə ərova ədoğlu", "əƏ"),
    "Maltese": ("Ħabx Żerġ Ċik Għalq Bużt", "urġi ettaħ ellieħ anżu", "ħġżċĦŻĊ"),
    "Yoruba": ("Adék Olúṣ Ọláb Ẹnit Fọl", "ọlá ẹyẹmí ùnọ́là ẹgbé", "ọẹṣỌẸ"),
    "transcribed Arabic": ("Ḥamz Ṭārm Ṣāb Ḍaww Qāsṭ", "awīḥ ūṭī āṣim ānīḍ", "ḥṭṣḍḤṬṢḌ"),
    "Lithuanian": ("Žemg Būčk Šakėn Ąžul Įgn Ruškv", "ėlis ūnas ųžis auskė ienė ėnas", "ėūųšžĄĮąį"),
}  # fmt: skip
# German to English, as in a user's own glossary: names whose first letter is rare.
OWN = {
    "Đoković": "Djokovic", "Ștefan": "Ștefan", "Łukasz": "Łukasz", "Čapek": "Čapek", "Şahin": "Sahin",
    "Żeromski": "Żeromski", "Ťažký": "Ťažký", "Ōtani": "Ohtani", "Þórir": "Thorir", "Řehoř": "Řehoř",
    "Ģirts": "Ģirts", "Țepeș": "Țepeș", "Đặng": "Dang", "Ėriks": "Ėriks",
}  # fmt: skip
_EMOJI = "🎉 😀 ☀️ 👍🏽 ❤️ 🇩🇪 👨‍👩‍👧 🚒 ⚽ 🙏 🐶 🔥 ✨ 🥳".split()
_LINES = {"superscript": "10⁶, m²", "subscript": "CO₂", "fraction": "1½", "sign": "™ № °C"}
PARTS = (*(f"{language} name" for language in NAMES), "own glossary", *_LINES.values(), "emoji")
_PLAIN_FOREIGN = frozenset("éèñç")


def name(language: str, rng: Chance) -> str:
    """A made-up name with at least one rare letter of the language."""
    starts, ends, rare = NAMES[language]
    while True:
        joint = " " if language == "Vietnamese" else ""
        made = rng.choice(starts.split()) + joint + rng.choice(ends.split())
        if any(letter in rare for letter in made):
            return made


def strays(text: str, known: str) -> set[str]:
    """Letters outside ASCII, and characters that are none, which stand in the text and not in what is known."""
    seen = set(known) | set(known.casefold()) | set(known.upper()) | _PLAIN_FOREIGN
    return {char for char in text if (char == "\ufffd" or (char > "\x7f" and char.isalpha())) and char not in seen}


def whole_word(text: str) -> re.Pattern[str]:
    """Where a name stands by itself; a possessive is its own.

    >>> bool(whole_word("Đoković").search("Đoković's game")), bool(whole_word("Đoković").search("ĎĐoković"))
    (True, False)
    """
    return re.compile(rf"(?<![\w\ufffd]){re.escape(text)}(?![\w\ufffd])")


def kept_names(source: str, names: tuple[str, ...], answer: Answer) -> Verdict:
    """Right if each name stands in the English letter for letter and nothing of other alphabets' letters beside it."""
    for one in names:
        if not whole_word(one).search(answer.text):
            return Verdict(f"no {one}")
    if stray := strays(answer.text, source + "".join(names)):
        return Verdict(f"stray: {' '.join(sorted(stray))}")
    return Verdict()


def kept(source: str, exact: str, otherwise: str, answer: Answer) -> Verdict:
    """Right if the characters stand in the English as they are, or in one of the ways that a pattern lists."""
    before = r"(?<![^\W_])" if exact[0].isalnum() else ""
    after = r"(?![^\W_])" if exact[-1].isalnum() else ""
    as_is = before + re.escape(exact) + after
    listed = rf"(?<![\w.,/⁄])(?:{otherwise})(?![\w⁄])" if otherwise else r"(?!)"
    found = re.search(as_is.replace(r"\ ", r"\s?"), answer.text)
    if not found and not re.search(listed, answer.text, re.IGNORECASE):
        return Verdict(f"no {exact}")
    if stray := strays(answer.text, source):
        return Verdict(f"stray: {' '.join(sorted(stray))}")
    return Verdict()


def kept_emoji(emoji: str, answer: Answer) -> Verdict:
    """Right if the emoji stands in the English once."""
    times = answer.text.count(emoji)
    if times == 1 and "\ufffd" not in answer.text:
        return Verdict()
    return Verdict("U+FFFD" if times == 1 else f"{emoji} stands {times} times")


def _named(language: str, frame: str, rng: Chance) -> Item:
    first, second = name(language, rng), name(language, rng)
    while first == second:
        second = name(language, rng)
    names = (first, second) if "<<y>>" in frame else (first,)
    source = filled(frame, x=first, y=second)
    return Item("C", f"{language} name", source, partial(kept_names, source, names))


def _own(frame: str, rng: Chance) -> Item:
    german = rng.choice(list(OWN))
    source = filled(frame, x=german)
    return Item("C", "own glossary", source, partial(kept_names, source, (OWN[german],)), own=True)


def _listed(part: str, line: str, rng: Chance) -> Item:
    number = str(rng.randint(2, 39))
    frame, *given = fields(line)
    exact, otherwise = (filled(text, n=number) for text in given)
    source = filled(frame, x=exact, n=number)
    return Item("C", part, source, partial(kept, source, exact, otherwise))


def _with_emoji(frame: str, rng: Chance) -> Item:
    emoji = rng.choice(_EMOJI)
    return Item("C", "emoji", filled(frame, x=emoji), partial(kept_emoji, emoji))


def items(seed: int, count: int) -> Iterator[Item]:
    """About `count` items."""
    sizes = shares(count, PARTS)
    for language in NAMES:
        rng = seeded(seed, "C", language)
        yield from (_named(language, frame, rng) for frame in frames("name", sizes[f"{language} name"], rng))
    rng = seeded(seed, "C", "own")
    yield from (_own(frame, rng) for frame in frames("own", sizes["own glossary"], rng))
    for section, part in _LINES.items():
        rng = seeded(seed, "C", section)
        yield from (_listed(part, line, rng) for line in frames(section, sizes[part], rng))
    rng = seeded(seed, "C", "emoji")
    yield from (_with_emoji(frame, rng) for frame in frames("emoji", sizes["emoji"], rng))
