import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from glossary import matching, store
from glossary.matching import Matcher, locate, locate_all
from glossary.terms import Glossary, Term


def term(source: str, target: str = "", kind: str = "", *forms: str) -> Term:
    return Term(source, target or source, kind, forms)


GLOSSARY = Glossary(
    (
        term("Putin", "Putin", "person"),
        term("Pjöngjang", "Pyongyang", "place"),
        term("Kim Jong Un", "Kim Jong-un", "person"),
        term("Fritz", "Fritz", "person"),
        term("Marx", "Marx", "person"),
        term("Nordkoreaner", "North Korean"),
        term("Russe", "Russian", "", "Russin"),
        term("Sunnit", "Sunni"),
        term("Pole", "Pole"),
        term("Polen", "Poland", "place"),
        term("Niederlande", "Netherlands", "place"),
        term("russisch", "Russian"),
        term("Internationaler Gerichtshof", "International Court of Justice"),
        term("Vereinte Nationen", "United Nations"),
        term("Vereinigte Staaten", "United States"),
        term("Weißes Haus", "White House"),
        term("Rat der Europäischen Union", "Council of the European Union"),
        term("Neue Zürcher Zeitung", "Neue Zürcher Zeitung", "newspaper"),
        term("NATO", "NATO"),
        term("NATO-Rat", "North Atlantic Council"),
        term("US", "US"),
        term("UN", "UN"),
        term("Essen", "Essen", "place"),
        term("Kohl", "Kohl", "person"),
        term("Spiegel", "Der Spiegel", "newspaper"),
        term("Straße", "street"),
        term("Bremse", "brake"),
        term("Hof", "yard"),
        term("Bau", "construction"),
        term("Bild", "picture"),
        term("künstliche Intelligenz", "artificial intelligence"),
        term("Yahoo!"),
        term("C++"),
        term("St. Petersburg", "St Petersburg"),
        term("Citroën"),
        term("Ärzte ohne Grenzen", "Doctors Without Borders"),
    )
)
MATCHER = Matcher(GLOSSARY)


def found(text: str) -> list[str]:
    return [f"{text[m.start : m.end]}={m.term.target}" for m in MATCHER.find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # genitives
        ("Putins Besuch in Pjöngjangs Mitte", "Putins=Putin Pjöngjangs=Pyongyang"),
        ("Kim Jong Uns Rede", "Kim Jong Uns=Kim Jong-un"),
        ("Putin's Rede", "Putin's=Putin"),
        ("Fritz' Rede, Marx’ Werk", "Fritz'=Fritz Marx’=Marx"),
        ("'Marx' und ‘Marx’ und „Fritz‘", "Marx=Marx Marx=Marx Fritz=Fritz"),
        ("der Name 'Karl Marx' steht da", "Marx=Marx"),
        # peoples
        ("mit Nordkoreanern", "Nordkoreanern=North Korean"),
        ("die Russen, den Russinnen", "Russen=Russian Russinnen=Russian"),
        ("unter Sunniten", "Sunniten=Sunni"),
        ("Die Polen siegten in Polen, Polens Sieg", "Polen=Pole Polen=Poland Polens=Poland"),
        ("in den Niederlanden", "Niederlanden=Netherlands"),
        # adjectives
        ("vom Internationalen Gerichtshof", "Internationalen Gerichtshof=International Court of Justice"),
        ("des Internationalen Gerichtshofs", "Internationalen Gerichtshofs=International Court of Justice"),
        ("der Vereinten Nationen", "Vereinten Nationen=United Nations"),
        ("den Vereinigten Staaten", "Vereinigten Staaten=United States"),
        ("im Weißen Haus, des Weissen Hauses", "Weißen Haus=White House Weissen Hauses=White House"),
        ("des Rates der Europäischen Union", "Rates der Europäischen Union=Council of the European Union"),
        ("der Neuen Zürcher Zeitung", "Neuen Zürcher Zeitung=Neue Zürcher Zeitung"),
        ("Russische und russischer", "Russische=Russian russischer=Russian"),
        ("der künstlichen Intelligenz", "künstlichen Intelligenz=artificial intelligence"),
        # compounds
        ("der Putin-Besuch", "Putin=Putin"),
        ("Anti-Putin-Protest", "Putin=Putin"),
        ("NATO-Generalsekretär, US-Präsident", "NATO=NATO US=US"),
        ("im NATO-Rat", "NATO-Rat=North Atlantic Council"),
        ("Putinversteher, Unputin, Polenreise", ""),
        # spellings
        ("in Pjoengjang", "Pjoengjang=Pyongyang"),
        ("Strasse und Straßen", "Strasse=street Straßen=street"),
        ("nach Pjo\u0308ngjang!", "Pjo\u0308ngjang=Pyongyang"),
        ("Pjöng\u00adjang", "Pjöng\u00adjang=Pyongyang"),
        ("Kim\nJong\u00a0Un", "Kim\nJong\u00a0Un=Kim Jong-un"),
        ("Kim \r\n  Jong Un", "Kim \r\n  Jong Un=Kim Jong-un"),
        ("Kim\n\nJong Un", ""),
        ("Kim Jong-un, Kim-Jong-Un-Regime", "Kim Jong-un=Kim Jong-un Kim-Jong-Un=Kim Jong-un"),
        ("Citroen", "Citroen=Citroën"),
        ("Yahoo! Yahoo", "Yahoo!=Yahoo!"),
        ("in C und C++", "C++=C++"),
        ("St. Petersburgs Mitte, St Petersburg", "St. Petersburgs=St Petersburg"),
        ("Ärzten ohne Grenzen", "Ärzten ohne Grenzen=Doctors Without Borders"),
        # capitals
        ("PUTIN IN PJÖNGJANG", "PUTIN=Putin PJÖNGJANG=Pyongyang"),
        ("Nato und nato", "Nato=NATO"),
        ("uns UNS Us us un Un", ""),
        ("weißes Haus", ""),
        ("putin", ""),
        # ordinary words
        ("Das Essen war gut. Essen schmeckt. Vor dem Essen. des Essens Duft", ""),
        ("In Essen. Er fuhr nach Essen. Essens Bürgermeister", "Essen=Essen Essen=Essen Essens=Essen"),
        ("Der Kohl ist reif. Frischer Kohl.", ""),
        ("Helmut Kohl und Kanzler Kohl. Kohl sagte", "Kohl=Kohl Kohl=Kohl Kohl=Kohl"),
        ("im Spiegel sah er den „Spiegel“", "Spiegel=Der Spiegel"),
        # common nouns
        ("Halt. Bremsen Sie! Die Bremsen", "Bremsen=brake"),
        ("die Höfe, auf Höfen, des Hofes", "Höfe=yard Höfen=yard Hofes=yard"),
        ("Der Bauer sieht Bilder", "Bilder=picture"),
        ("", ""),
        ("§$%&/()=?", ""),
    ],
)  # fmt: skip
def test_german(text: str, expected: str) -> None:
    assert " ".join(found(text)) == expected


def test_the_nearest_form_wins() -> None:
    matcher = Matcher(Glossary((term("Schwede", "Swede"), term("Schweden", "Sweden", "place"), term("Kim", "Kim"))))
    assert [m.term.target for m in matcher.find("Schweden und Kim, viele Schweden")] == [
        "Sweden",
        "Kim",
        "Swede",
    ]


def test_an_ordinary_word_is_found_if_it_is_meant() -> None:
    assert len(Matcher(Glossary((term("Essen", "food"),))).find("Das Essen. Essen!")) == 2


@pytest.mark.parametrize(
    ("one", "text", "expected"),
    [
        (term("Erneuerbare Energie", "renewable energy"), "mit erneuerbaren Energien, ERNEUERBARE ENERGIE", 2),
        (term("Erneuerbare Energie", "Renewable Energy"), "mit erneuerbaren Energien", 0),
        (term("Rotes Kreuz", "Red Cross"), "ein rotes Kreuz, das Rote Kreuz", 1),
        (term("Kalter Krieg", "cold war", "event"), "ein kalter Krieg, der Kalte Krieg", 1),
        (term("Kalter Krieg", "Cold War", "noun"), "ein kalter Krieg, der Kalte Krieg", 2),
        (term("Sonntag", "Sunday"), "Am Sonntag ist Sonntag, sonntag.", 2),
        (term("Sonntag", "Sonntag", "person"), "Am Sonntag ist Sonntag.", 0),
    ],
)
def test_capitals_and_kinds(one: Term, text: str, expected: int) -> None:
    assert len(Matcher(Glossary((one,))).find(text)) == expected


USERS = (
    Term("Weiß", "white", origin="mine.tsv:2"),
    Term("Ungarn", "Hungary", "place", origin="mine.tsv:3"),
    Term("Schraube", "screw", origin="mine.tsv:4"),
    Term("Linke", "the left", origin="mine.tsv:5"),
    Term("Laut", "sound", origin="mine.tsv:6"),
    Term("Stern", "Stern", "newspaper", origin="mine.tsv:7"),
    Term("Bank", "bank", origin="mine.tsv:8"),
    Term("Neue Zeit", "new age", origin="mine.tsv:9"),
    Term("Zeit der Reife", "time of maturity", origin="mine.tsv:10"),
    Term("Blaue Bank", "blue bank", origin="mine.tsv:11"),
    Term("Rote Bank", "Red Bank", origin="other.tsv:2"),
)


@pytest.mark.parametrize(
    ("text", "left_out"),
    [
        ("Weiß ich nicht. Das Weiß.", ["Weiß: a verb here"]),
        ("Die Ungarn kommen aus Ungarn", ["Ungarn: the people are meant, not the country"]),
        ("Schrauben Sie hier!", ["Schrauben: a verb here"]),
        ("Linke Politiker und die Linke", ["Linke: an adjective here, before its noun"]),
        ("Laut Polizei", ["Laut: at the beginning of a sentence, where a capital does not make a noun"]),
        ("Ein Stern im „Stern“", ["Stern: an ordinary word here, not the name"]),
        ("die Neue Zeit der Reife", ["Zeit der Reife: overlaps Neue Zeit → new age"]),
        ("auf der Blauen Bank", []),
        ("auf der Roten Bank", ["Bank: part of Rote Bank → Red Bank"]),
    ],
)
def test_what_is_left_out_is_told_with_its_reason(text: str, left_out: list[str]) -> None:
    matcher = Matcher(Glossary(USERS))
    found = matcher.survey(text)
    assert [f"{text[slice(*one.match.span)]}: {one.reason}" for one in found.left_out] == left_out
    assert list(found.matches) == matcher.find(text)


def test_ordinary_words_of_the_shipped_glossary_are_left_out_without_a_word() -> None:
    matcher = Matcher(Glossary.merge(store.entries(store.SHIPPED)))
    assert matcher.survey("Die Zeit vergeht.").left_out == ()


def test_no_terms_no_matches() -> None:
    assert Matcher(Glossary()).find("Putin") == []
    assert Matcher(Glossary((term("…", "..."),))).find("Putin … ") == []


NAMES = st.text("abnesßäAÄEaeuÜ -'.\u0308\u00ad1", min_size=1, max_size=9)
TEXTS = st.text("abnesßäAÄEaeuÜ -'.’\n\r\t\u00a0\u0308\u00ad\u200bİﬁ1", max_size=60)


@given(
    terms=st.lists(st.tuples(NAMES, st.sampled_from(["X", "x"]), st.sampled_from(["", "person"])), max_size=6),
    text=TEXTS,
)
@example(terms=[("a", "x", "")], text="aü")
def test_spans_are_in_order_inside_the_text_and_apart(terms: list[tuple[str, str, str]], text: str) -> None:
    matches = Matcher(Glossary.merge(Term(*one) for one in terms)).find(text)
    end = 0
    for match in matches:
        assert end <= match.start < match.end <= len(text)
        end = match.end


@given(before=TEXTS, after=TEXTS, number=st.integers(0, len(GLOSSARY.terms) - 1))
def test_a_name_is_found_wherever_it_stands(before: str, after: str, number: int) -> None:
    name = GLOSSARY.terms[number]
    if name.source in ("Essen", "Kohl", "Spiegel", "Polen"):
        return
    text = f"{before} , {name.source} , {after}"
    start = len(before) + 3
    assert any((m.start, m.end) == (start, start + len(name.source)) for m in MATCHER.find(text))


@given(
    terms=st.lists(st.text("abcs äß-", min_size=1, max_size=12), min_size=1, max_size=5),
    kind=st.sampled_from(["", "person"]),
)
def test_every_name_finds_itself(terms: list[str], kind: str) -> None:
    for source in terms:
        # Beside its first letter a name has single spaces, as a glossary is written.
        name = Term(" ".join(source.split()).title(), "X", kind)
        if any(c.isalnum() for c in name.source):
            assert [m.end - m.start for m in Matcher(Glossary((name,))).find(name.source)] == [len(name.source)]


WORDS = st.sampled_from(
    "Der Den Neue Neuer Vereinte Nationen Haus Höfe Bank Apfel Auto E En Ersten Straße Ärzte Älteres Ölem Xyz "
    "Museum Abgeordneter Hauptmann Bus A".split()
)


@given(
    words=st.lists(WORDS, min_size=1, max_size=5), target=st.sampled_from("Xx"), kind=st.sampled_from(["", "person"])
)
def test_keys_made_the_fast_way_are_those_of_the_patterns(words: list[str], target: str, kind: str) -> None:
    form = " ".join(words)
    one = Term(form, target, kind)
    assert set(matching._keys(one, form)) == {pattern.key for pattern in matching._patterns(one, form)}


def test_many_terms_that_begin_alike() -> None:
    names = [f"Deutsche Gesellschaft {chr(65 + number)}beta" for number in range(20)]
    terms = [term("Deutsche Gesellschaft"), *map(term, names)]
    matcher = Matcher(Glossary(tuple(terms)))
    for name in names:
        [match] = matcher.find(f"Die {name.replace('Deutsche', 'Deutschen')}s tagte.")
        assert match.term.source == name
    assert [match.term.source for match in matcher.find("Die Deutsche Gesellschaft.")] == ["Deutsche Gesellschaft"]


def test_time_is_linear() -> None:
    hostile = [
        "Aaa " * 20_000,
        "Kim Jong " * 10_000,
        "Kim-Jong-" * 10_000,
        "'" * 50_000,
        "\u00ad" * 50_000,
        " \n" * 50_000,
    ]
    terms = Glossary((term("Aaa Aaa Aaa Bbb"), *GLOSSARY.terms))
    matcher = Matcher(terms)
    started = time.process_time()
    for text in hostile:
        matcher.find(text)
        matcher.find(f"{text}Marx' Werk")
    users = Matcher(Glossary(USERS))
    for text in ("Die Ungarn. ", "auf der Roten Bank ", "Neue Zeit der Reife "):
        users.survey(text * 5_000)
    assert time.process_time() - started < 8


# --- terms that were given for one text


def located(text: str, *terms: Term) -> list[tuple[str, str]]:
    return [(text[slice(*match.span)], match.target) for match in locate(text, terms)]


def test_given_terms_are_found_with_other_endings_and_inside_words() -> None:
    assert located("Die Wirtschaftsberichte", term("Bericht", "report")) == [("bericht", "report")]
    assert located("der roten Ampeln", term("rote Ampel", "red light")) == [("roten Ampeln", "red light")]
    assert located("Das Haus", term("Bericht", "report")) == [("", "report")]


def test_given_terms_may_overlap_and_drive_out_those_of_the_glossary() -> None:
    text = "Putin sprach im Weißen Haus."
    given_terms = (term("Weißes Haus", "White House"), term("Haus", "house"))
    assert located(text, *given_terms) == [("Weißen Haus", "White House"), ("Haus", "house")]
    found = locate_all(text, [term("Haus", "house")], MATCHER)
    assert [match.target for match in found] == ["Putin", "house"]
