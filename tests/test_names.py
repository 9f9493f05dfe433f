"""The glossary that ships: its file, and what it finds and leaves alone in German sentences."""

import re
import subprocess
import sys
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from babel import Locale

from glossary import store
from glossary.check import check
from glossary.folding import fold
from glossary.matching import Matcher
from glossary.presence import missing
from glossary.terms import Glossary, Sentence, Term

EXAMPLES = Path(__file__).parents[1] / "examples"


@cache
def shipped() -> Glossary:
    return store.read(store.SHIPPED)


@cache
def matcher() -> Matcher:
    return Matcher(shipped())


def found(text: str) -> list[str]:
    return [f"{text[m.start : m.end]}={m.term.target}" for m in matcher().find(text)]


def sections() -> dict[str, list[Term]]:
    """The entries by the comment before them."""
    result: dict[str, list[Term]] = {}
    terms = iter(store.entries(store.SHIPPED))
    title = ""
    for line in store.SHIPPED.read_text(encoding="utf-8").splitlines()[4:]:
        if line.startswith("#"):
            title = line
        elif line:
            result.setdefault(title, []).append(next(terms))
    assert next(terms, None) is None
    return result


# --- the file


def test_there_are_enough_entries() -> None:
    assert len(shipped().terms) >= 2500


def test_the_check_finds_no_errors() -> None:
    findings = check([store.SHIPPED])
    assert [finding for finding in findings if finding.error] == []
    assert [finding.text for finding in findings if "already" in finding.text or "twice" in finding.text] == []


def test_sections_are_commented_and_sorted() -> None:
    assert len(sections()) > 20
    for title, terms in sections().items():
        assert title, "entries without a comment before them"
        for one, other in pairwise(terms):
            assert (fold(one.source), one.source) < (fold(other.source), other.source), f"{title}: {other.source}"


def test_every_line_is_as_the_writer_would_write_it() -> None:
    lines = [line for line in store.SHIPPED.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    assert lines == store.formatted(store.entries(store.SHIPPED)).splitlines()


def test_every_entry_has_a_kind() -> None:
    assert {term.source for term in shipped().terms if not term.kind} == set()


def test_every_form_finds_its_entry() -> None:
    for term in shipped().terms:
        for form in (term.source, *term.forms):
            before = "Gestern sprach Präsident" if term.kind == "person" else "Gestern ging es um"
            text = f"{before} {form} und um mehr." if term.kind == "person" else f"{before} „{form}“ und um mehr."
            assert term in [match.term for match in matcher().find(text)], form


def test_no_target_is_german_transliteration() -> None:
    for term in shipped().terms:
        words = set(re.findall(r"\w+", term.target)) - set(re.findall(r"\w+", term.source))
        german = "tsch|dsch" + ("|(?<!sl)[aeo]w$" if term.kind == "person" else "")
        assert [word for word in words if re.search(german, word, re.IGNORECASE)] == [], term


def test_the_part_from_the_cldr_is_up_to_date(tmp_path: Path) -> None:
    copy = tmp_path / "names.tsv"
    copy.write_bytes(store.SHIPPED.read_bytes())
    subprocess.run([sys.executable, "tools/names.py", copy], check=True, cwd=EXAMPLES.parent)
    assert copy.read_bytes() == store.SHIPPED.read_bytes(), "run tools/names.py"


def test_every_country_is_known_by_its_name_in_the_cldr() -> None:
    # The CLDR's English, or what news prefers to it.
    preferred = {
        "CC": "Cocos Islands", "CD": "Congo", "CG": "Congo", "CI": "Ivory Coast", "CZ": "Czech Republic",
        "EZ": "eurozone", "GB": "UK", "HK": "Hong Kong", "MM": "Myanmar", "MO": "Macau",
        "PS": "Palestinian territories", "TR": "Turkey", "VI": "US Virgin Islands",
    }  # fmt: skip
    nowhere = {"JE", "TF", "UM", "XA", "XB", "ZZ", "QO", "AC", "RE", "YT"}
    german, english = Locale("de").territories, Locale("en").territories
    for code, name in german.items():
        if code.isdigit() or code in nowhere:
            continue
        expected = preferred.get(code, english[code]).replace(" & ", " and ").replace("’", "'")
        targets = [match.term.target for match in matcher().find(f"Sie reisten in {name}.")]
        assert expected in targets, (name, targets)


# --- sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Putins Besuch in Pjöngjang", "Putins=Putin Pjöngjang=Pyongyang"),
        ("in der nordkoreanischen Hauptstadt", "nordkoreanischen=North Korean"),
        ("unter Nordkoreanern und Nordkoreanerinnen", "Nordkoreanern=North Korean Nordkoreanerinnen=North Korean"),
        ("Sergei Lawrow und Lawrows Sprecherin", "Sergei Lawrow=Sergei Lavrov Lawrows=Lavrov"),
        ("Selenskyjs Reise nach Den Haag", "Selenskyjs=Zelensky Den Haag=The Hague"),
        ("Chruschtschow, Schoigu, Uschakow, Peskow", "Chruschtschow=Khrushchev Schoigu=Shoigu Uschakow=Ushakov"
         " Peskow=Peskov"),
        ("Alexej Nawalnys Witwe Julia Nawalnaja", "Alexej Nawalnys=Alexei Navalny Julia Nawalnaja=Yulia Navalnaya"),
        ("Kim Jong-uns Rede", "Kim Jong-uns=Kim Jong Un"),
        ("vor dem Internationalen Strafgerichtshof", "Internationalen Strafgerichtshof=International Criminal Court"),
        ("Resolutionen des UN-Sicherheitsrates", "UN-Sicherheitsrates=UN Security Council"),
        ("die Generalversammlung der Vereinten Nationen",
         "Generalversammlung der Vereinten Nationen=United Nations General Assembly"),
        ("Urteil des Bundesverfassungsgerichts", "Bundesverfassungsgerichts=Federal Constitutional Court"),
        ("eine Sprecherin des Auswärtigen Amts", "Auswärtigen Amts=Foreign Office"),
        ("am Bodensee in Bayern", "Bodensee=Lake Constance Bayern=Bavaria"),
        ("in den Vereinigten Staaten", "Vereinigten Staaten=United States"),
        ("US-amerikanische Soldaten", "US-amerikanische=American"),
        ("deutsch-französische Freundschaft", "deutsch-französische=Franco-German"),
        ("die Süddeutsche Zeitung", "Süddeutsche Zeitung=Süddeutsche Zeitung"),
        ("die Nordkoreanische Nachrichtenagentur KCNA",
         "Nordkoreanische Nachrichtenagentur KCNA=North Korean news agency KCNA"),
        ("Papst Franziskus in Rom", "Papst Franziskus=Pope Francis Rom=Rome"),
        ("die Polen in Polen", "Polen=Pole Polen=Poland"),
        ("Muslime und Katholiken", "Muslime=Muslim Katholiken=Catholic"),
        ("Wie der Spiegel berichtet, sagte sie der „Zeit“ ab", "Spiegel=Spiegel Zeit=Zeit"),
        ("im Bild-Interview und laut Welt", "Bild=Bild Welt=Welt"),
        ("die Tageszeitung „Die Welt“", "Die Welt=Die Welt"),
        ("nach dpa-Angaben, Tass zufolge", "dpa=dpa Tass=TASS"),
        ("Foto: dpa/Reuters", "dpa=dpa Reuters=Reuters"),
        ("Der FC Bayern gegen Roter Stern Belgrad", "FC Bayern=FC Bayern Roter Stern Belgrad=Red Star Belgrade"),
        ("beim FC Genua, dann beim FC Turin", "FC Genua=Genoa FC Turin=Torino"),
        ("bei der Hypo Alpe Adria in Markt Schwaben",
         "Hypo Alpe Adria=Hypo Alpe Adria Markt Schwaben=Markt Schwaben"),
        ("im Ersten Weltkrieg", "Ersten Weltkrieg=World War I"),
    ],
)  # fmt: skip
def test_names_are_found_in_their_inflected_forms(text: str, expected: str) -> None:
    assert " ".join(found(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Das Essen in der Halle war gut.",
        "Die Ungarn und die Hessen feierten.",
        "Der Sieg der Bayern über die Sachsen",
        "Die Rechte der Papua und der Tigray",
        "Bayern gewann mit 3:1 gegen Sevilla.",
        "Zum Erlangen des Zieles braucht es Zeit.",
        "Ein Blick in den Spiegel ist kein Bild.",
        "Die Presse schrieb darüber.",
        "In kurzer Zeit werden Ergebnisse vorliegen.",
        "Das größte Werk der Welt meldete Verluste in Bild und Ton.",
        "Sie hat dem Unternehmen Zeit gegeben, in Zeit und Raum.",
        "„Die Welt ist in dieser Zeit im Wandel“, sagte sie.",
        "Das Wort sagte sie für uns und iss das.",
        "Ein Franzose, ein Brite und ein Ire gingen ins Lokal.",
        "Seine Frau und sein Main standen am Tor.",
        "Er wohnt im Three Mile Island Inn.",
    ],
)
def test_ordinary_words_and_other_names_are_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nils und Alexandre Dumas", "Nils=Nils Dumas=Dumas"),
        ("Rosa Luxemburg kam aus Luxemburg", "Rosa Luxemburg=Rosa Luxemburg Luxemburg=Luxembourg"),
        ("die Deutsche Bank, eine deutsche Bank", "Deutsche Bank=Deutsche Bank deutsche=German"),
        ("in New South Wales, nicht in Wales", "New South Wales=New South Wales Wales=Wales"),
        ("aus der Pole-Position", "Pole-Position=pole position"),
        ("in Staten Island und in Island", "Staten Island=Staten Island Island=Iceland"),
        ("Bayern München spielt in München", "Bayern München=Bayern Munich München=Munich"),
        ("Wladimir Klitschko und Wladimir Putin", "Wladimir Klitschko=Wladimir Klitschko"
         " Wladimir Putin=Vladimir Putin"),
    ],
)  # fmt: skip
def test_names_within_names(text: str, expected: str) -> None:
    assert " ".join(found(text)) == expected


def test_plurals_in_s_are_no_genitives() -> None:
    text = "Die Israelis, die Huthis und die Nazis"
    assert missing(Sentence(text, tuple(matcher().find(text))), "The Israelis, the Houthis and the Nazis") == []


# --- the example


def test_the_example_holds_its_names_in_english() -> None:
    german = (EXAMPLES / "nordkorea.de.txt").read_text(encoding="utf-8")
    english = (EXAMPLES / "nordkorea.en.txt").read_text(encoding="utf-8")
    matches = matcher().find(german)
    assert {match.term.target for match in matches if match.term.target not in english} == set()
    targets = {match.term.target for match in matches}
    assert targets >= {
        "AFP", "AP", "Andrei Belousov", "Beijing", "China", "Dmytro Kuleba", "EFE", "Far East", "Gulf Clan",
        "International Criminal Court", "Jens Stoltenberg", "KCNA", "Kim Jong Un", "Korean War", "Kyiv", "Moscow",
        "NATO", "National Security Council", "New York Times", "North Korea", "North Korean", "Putin", "Pyongyang",
        "Rodong Sinmun", "Russia", "Russian", "Seoul", "Sergei Lavrov", "South Korea", "South Korean", "Soviet",
        "UN Security Council", "US", "Ukraine", "Ukraine war", "Ukrainian", "Vladimir Putin", "White House",
        "Yoon Suk Yeol", "Yuri Ushakov",
    }  # fmt: skip
