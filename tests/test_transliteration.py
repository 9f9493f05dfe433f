import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary import transliteration, wordlists
from glossary.transliteration import transliterate

CYRILLIC = {
    "Lawrow": "Lavrov",
    "Uschakow": "Ushakov",
    "Selenskyj": "Zelensky",
    "Schoigu": "Shoigu",
    "Chruschtschow": "Khrushchev",
    "Juri": "Yuri",
    "Sergej": "Sergei",
    "Peskow": "Peskov",
    "Medwedew": "Medvedev",
    "Jelzin": "Yeltsin",
    "Nawalny": "Navalny",
    "Saluschnyj": "Zaluzhny",
    "Schewtschenko": "Shevchenko",
    "Schtscherbakow": "Shcherbakov",
    "Dschugaschwili": "Dzhugashvili",
    "Nasarbajew": "Nazarbayev",
    "Alexej": "Alexei",
    "Wladimir": "Vladimir",
    "Jewgeni": "Yevgeny",
    "Chodorkowski": "Khodorkovsky",
    "Tschaikowski": "Tchaikovsky",
    "Charkiw": "Kharkiv",
    "Iwanowa": "Ivanova",
    "Lukaschenko": "Lukashenko",
    "Saakaschwili": "Saakashvili",
    "Watschnadse": "Vachnadze",
    "Gorbatschow": "Gorbachev",
    "Lichatschow": "Likhachev",
    "Pawlowitsch": "Pavlovich",
    "Sergej Lawrow": "Sergei Lavrov",
    "Michail Gorbatschow": "Mikhail Gorbachev",
    "Wladimir Wladimirowitsch Putin": "Vladimir Vladimirovich Putin",
    "Maria Sacharowa": "Maria Zakharova",
    "Ilja Ponomarjow": "Ilya Ponomaryov",
    "Wjatscheslaw Wolodin": "Vyacheslav Volodin",
    "LAWROW": "LAVROV",
}
ARABIC = {
    "Gaddafi": "Gaddafi",
    "Dschalal": "Jalal",
    "Chamenei": "Khamenei",
    "Ahmadinedschad": "Ahmadinejad",
    "Nadschibullah": "Najibullah",
    "Baschar al-Assad": "Bashar al-Assad",
    "Hisbollah": "Hezbollah",
}
CHINESE = {"Mao Tse-tung": "Mao Zedong", "Tschou En-lai": "Zhou Enlai", "Konfuzius": "Confucius"}


@pytest.mark.parametrize(
    ("script", "german", "english"),
    [(script, *pair) for script, names in (("cyrillic", CYRILLIC), ("arabic", ARABIC), ("chinese", CHINESE))
     for pair in names.items()],
)  # fmt: skip
def test_as_english_writes_it(script: str, german: str, english: str) -> None:
    made = transliterate(german)
    assert made
    assert (made.target, made.script) == (english, script)
    assert made.certainty != "guess"


@pytest.mark.parametrize(
    "name",
    "Schwarz|Schulze|Wagner|Jakob Müller|Bismarckstraße|Virchow|Bülow|Pankow|Tschentscher|Dutschke|Nietzsche|Glasgow"
    "|Heathrow|Andrew|Matthew|Winslow|Eva|Casanova|Freundschaft|Bildschirm|Grundschule|Handschellen|Airshow|FoxNew|Handschuh|Mundschenk|Rotschopf|Bungalow|Vorstandschef|Kambodscha|Lomachenko|Volkov|Meadow|Botschaft|Landschaft|Interview|Dschungel"
    "|Robert Lewandowski|Jaroslaw Kaczynski|Roman Herzog|Boris Pistorius|Ilja Richter|Angela Merkel|Kim Jong Un"
    "|Xi Jinping|Jens Stoltenberg|Wolf|Jan|Zwickau|Chemnitz|Charlotte".split("|"),
)
def test_no_rule_for_what_is_no_transcription(name: str) -> None:
    assert transliterate(name) is None


def test_what_stands_before_a_name_counts() -> None:
    assert transliterate("Wolski") is None
    guess = transliterate("Wolski", "Das sagte der russische Außenminister ")
    assert guess
    assert (guess.target, guess.certainty) == ("Volsky", "guess")
    alone, told = transliterate("Uschakow"), transliterate("Uschakow", "der russische Berater ")
    assert alone
    assert told
    assert (alone.certainty, told.certainty) == ("likely", "sure")


def test_a_first_name_tells_where_the_surname_is_from() -> None:
    assert transliterate("Schwarz") is None
    made = transliterate("Sergej Schwarz")
    assert made
    assert (made.target.split()[0], made.certainty) == ("Sergei", "likely")


def test_every_pattern_of_the_data_file_compiles_and_no_listed_name_is_doubled() -> None:
    for section, lines in wordlists.entries("glossary", "transliteration.txt").items():
        if section.endswith(("rules", "signs")):
            for line in lines:
                re.compile(line.rsplit(" ", 1)[0] if section.endswith("rules") else line)
        elif section.endswith("names"):
            forms = [form for line in lines for form in line.split()[0].split("|")]
            assert sorted({form for form in forms if forms.count(form) > 1}) == [], section


def test_every_listed_name_comes_out_as_listed() -> None:
    for script in ("cyrillic", "arabic"):
        for german, english in transliteration._names(f"{script} names").items():
            made = transliterate(german)
            assert made, german
            assert (made.target, made.certainty) == (english, "sure")


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ -'’äöüß", max_size=30))
def test_any_text_is_taken(text: str) -> None:
    made = transliterate(text)
    assert made is None or made.target[:1].isupper() == text[:1].isupper()
