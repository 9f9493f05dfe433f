"""What would put a missing term in: German sentences, drafts of their English, no engine."""

import re

import pytest
from hypothesis import given
from sentences import TERMS, find, linked, standings

from glossary import enforcement, presence
from glossary.linked import LinkedText
from glossary.occurrences import occurrences
from glossary.presence import Standing
from glossary.terms import Sentence, Term, TermMatch


def completed(sentence: Sentence, translation: LinkedText | str) -> str:
    return enforcement.complete(standing(sentence, translation))[0].translation.text


def standing(sentence: Sentence, translation: LinkedText | str) -> Standing:
    return presence.assign(sentence, LinkedText(translation) if isinstance(translation, str) else translation)


# --- forms


def test_a_draft_tells_the_number_where_the_german_does_not() -> None:
    source = "Er sah auf den Bauern."
    farmer = TermMatch(Term("Bauer", "farmer"), 15, 21)
    assert enforcement.is_in_doubt(farmer, source)
    for draft, expected in (("He looked at the peasants.", "farmers"), ("He looked at the peasant.", "farmer")):
        link = ((17, len(draft) - 1), (15, 21))
        assert enforcement.hint_form(farmer, source, LinkedText(draft, (link,))) == expected


def test_the_plural_of_an_entry_wins_over_the_rules() -> None:
    match = TermMatch(Term("Krake", "octopus", plural="octopodes"), 5, 11)
    assert enforcement.hint_form(match, "Zwei Kraken") == "octopodes"
    assert occurrences(match, "Zwei Kraken", "Octopodes swim, octopodes' arms") == [(0, 9), (16, 26)]


@pytest.mark.parametrize(
    ("term", "source", "expected"),
    [
        (Term("Nichtregierungsorganisation", "NGO"), "Nichtregierungsorganisationen", "NGOs"),
        (Term("Vereinte Nationen", "UN"), "Vereinte Nationen", "UN"),
        (Term("spürbar", "markedly"), "spürbare", "markedly"),
    ],
)
def test_only_nouns_that_are_counted_have_a_plural(term: Term, source: str, expected: str) -> None:
    assert enforcement.hint_form(TermMatch(term, 0, len(source)), source) == expected


@pytest.mark.parametrize(
    ("name", "source", "english"),
    [
        ("Putin", "Putin kommt.", "Putin"),
        ("Putin", "Putins Besuch", "Putin's"),
        ("Putin", "Putins erster Besuch", "Putin's"),
        ("Putin", "die Reise Putins", "Putin"),
        ("Marx", "Marx’ Werk", "Marx's"),
        ("Johannes Paul", "Johannes Pauls Reise", "John Paul's"),
        ("Türke", "die Türken", "Turks"),
        ("Türke", "einen Türken", "Turk"),
        ("Türke", "viele Türkinnen", "Turks"),
        ("Stadt", "die Städte", "cities"),
        ("Stadt", "die Stadt", "city"),
    ],
)
def test_the_english_of_a_hint(name: str, source: str, english: str) -> None:
    [match, *_] = find(source, name).matches if name != "Türke" else [_people(source)]
    assert enforcement.hint_form(match, source) in (english, english.replace("Marx's", "Marx'"))


def _people(source: str) -> TermMatch:
    found = re.search(r"Türk\w+", source)
    assert found is not None
    return TermMatch(TERMS["Türke"], *found.span())


def hints(source: str, *terms: tuple[str, str]) -> list[tuple[str, str]]:
    """The parts of a source that have a hint, and what it says."""
    matches = [
        TermMatch(Term(german, english), source.index(german), source.index(german) + len(german))
        for german, english in terms
    ]
    return [(source[slice(*span)], target) for span, target in enforcement.hinted(matches, source)]


def test_terms_that_overlap_have_one_hint_with_the_english_of_all() -> None:
    source = "die Vereinten Nationen Organisation kam gestern"
    assert hints(source, ("kam", "came"), ("gestern", "yesterday")) == [("kam", "came"), ("gestern", "yesterday")]
    assert hints(
        source, ("Vereinten Nationen", "United Nations"), ("Nationen Organisation", "Nations organisation")
    ) == [("Vereinten Nationen Organisation", "United Nations organisation")]
    assert hints(source, ("Vereinten Nationen", "United Nations"), ("Nationen", "Nations")) == [
        ("Vereinten Nationen", "United Nations")
    ]
    assert hints("Bundesgericht", ("Bundesgericht", "court"), ("Bundes", "federal")) == [
        ("Bundesgericht", "federal court")
    ]


def test_a_term_that_stands_nowhere_as_a_whole_is_where_most_of_its_words_are() -> None:
    text = "Das war im kurzen Rezessionsjahr 2009."

    def placed(source: str) -> str:
        [match] = enforcement.placed(Sentence(text, (TermMatch(Term(source, "x"), 0, 0),))).matches
        return text[slice(*match.span)]

    assert placed("Jahr Rezessionsjahr") == "Rezessionsjahr"
    assert placed("des kurzen Rezessionsjahr") == "kurzen Rezessionsjahr"
    assert placed("im war") == placed("Haus") == ""


# --- what would put it in


@pytest.mark.parametrize(
    ("source", "draft", "expected"),
    [
        # Another spelling of the name is replaced, its possessive stays one.
        ("Lawrow kam gestern.", "Lawrow came yesterday.", "Lavrov came yesterday."),
        ("Lawrows Besuch", "Lawrow's visit", "Lavrov's visit"),
        ("Lawrows Besuch", "Lawrows visit", "Lavrov's visit"),
        ("Putins Besuch", "Putins visit", "Putin's visit"),
        ("Der Besuch Lawrows", "The visit of Lawrow", "The visit of Lavrov"),
        ("Selenskyj sprach.", "Selenskyj spoke.", "Zelensky spoke."),
        ("Selenskyj sprach.", "Mr. Selenskyi spoke.", "Mr. Zelensky spoke."),
        # Articles.
        ("Er war in den USA.", "He was in the USA.", "He was in the US."),
        ("Er war in den USA.", "He was in USA.", "He was in the US."),
        ("Er war in Pjöngjang.", "He was in Pjöngjang.", "He was in Pyongyang."),
        ("Er war in Nordkorea.", "He was in Nordkorea.", "He was in North Korea."),
        # A name whose German stands beside it does not stand there twice.
        ("Lawrow kam.", "Lavrov Lawrow came.", "Lavrov came."),
        # Quotes and hyphens stay.
        ("„Lawrow“ kam.", '"Lawrow" came.', '"Lavrov" came.'),
        ("LAWROW KAM", "LAWROW CAME", "LAVROV CAME"),
    ],
)
def test_the_last_resort_by_spelling(source: str, draft: str, expected: str) -> None:
    sentence = find(source, "Lawrow", "Putin", "Selenskyj", "USA", "Pjöngjang", "Nordkorea")
    assert completed(sentence, draft) == expected


@pytest.mark.parametrize(
    ("source", "draft", "pair", "expected"),
    [
        ("Das Preisgeld war hoch.", "The money was high.", ("money", "Preisgeld"), "The prize was high."),
        ("Ein Preisgeld war hoch.", "An award was high.", ("award", "Preisgeld"), "A prize was high."),
        ("Der Bürgermeister kam.", "The major came.", ("major", "Bürgermeister"), "The mayor came."),
        ("Das Land zahlt.", "country pays.", ("country", "Land"), "Country pays."),
        ("Städte wachsen.", "Towns grow.", ("Towns", "Städte"), "Cities grow."),
        ("Die Länder sagten es.", "The states said it.", ("states", "Länder"), "The countries said it."),
    ],
)
def test_the_last_resort_by_links(source: str, draft: str, pair: tuple[str, str], expected: str) -> None:
    sentence = find(source, "Preisgeld", "Bürgermeister", "Stadt", "Land")
    assert completed(sentence, linked(source, draft, pair)) == expected


def test_a_rendering_that_is_in_part_alike_is_replaced_whole() -> None:
    source = "Am Heiligabend kam er."
    match = TermMatch(Term("Heiligabend", "Christmas Eve"), 3, 14)
    pairs = [("Heilig", "Heilig"), ("evening", "abend"), ("came", "kam")]
    draft = linked(source, "On Heilig evening he came.", *pairs)
    assert completed(Sentence(source, (match,)), draft) == "On Christmas Eve he came."
    draft = linked(source, "On Heiligabend came he.", ("Heiligabend", "Heiligabend"), ("came", "kam"))
    assert completed(Sentence(source, (match,)), draft) == "On Christmas Eve came he."


def test_a_term_and_a_price_are_two_words() -> None:
    source = "Ein Preisgeld von £50.000"
    draft = linked(source, "One of £50,000", ("of ", "von "), ("One", "Ein"))
    assert completed(find(source, "Preisgeld"), draft) in (
        "One prize of £50,000",
        "One of prize £50,000",
    )


def test_a_noun_is_rather_what_stands_behind_an_article() -> None:
    source = "Die Polizei konnte den Täter fassen."
    match = TermMatch(Term("Täter", "perpetrator"), 23, 28)
    draft = linked(source, "Police could tackle the valley.", ("tackle", "Täter"), ("valley", "Täter"))
    assert completed(Sentence(source, (match,)), draft) == "Police could tackle the perpetrator."


def test_a_term_without_rendering_stands_behind_all_of_its_neighbour() -> None:
    source = "Er errang 4.300 Siege."
    match = TermMatch(Term("Siege", "victories"), 16, 21)
    draft = linked(source, "He reached 4.300 there.", ("4.", "4.300"), ("300", "4.300"))
    assert completed(Sentence(source, (match,)), draft) == "He reached 4.300 victories there."


def test_a_term_without_rendering_stands_beside_its_neighbour() -> None:
    source = "Gestern kam Lawrow nach Berlin."
    draft = linked(
        source, "Yesterday he came to Berlin.", ("Yesterday", "Gestern"), ("came", "kam"), ("Berlin", "Berlin")
    )
    assert completed(find(source, "Lawrow"), draft) == "Yesterday he came Lavrov to Berlin."


@pytest.mark.parametrize(
    ("source", "draft", "pair", "expected"),
    [
        # Words around the rendering that are the term's own go with it.
        ("Das Preisgeld war hoch.", "The prize money was high.", ("money", "Preisgeld"), "The prize money was high."),
        ("Der Handelsgipfel begann.", "The trade summit began.", ("summit", "Handelsgipfel"), "The trade fair began."),
        ("Der Handelsgipfel begann.", "The «summit» began.", ("summit", "Handelsgipfel"), "The «trade fair» began."),
        ("Der Handelsgipfel begann.", "The peak fair began.", ("peak", "Handelsgipfel"), "The trade fair began."),
    ],
)
def test_a_rendering_goes_with_all_its_words(source: str, draft: str, pair: tuple[str, str], expected: str) -> None:
    target = "prize money" if "Preisgeld" in source else "trade fair"
    start = source.index(pair[1])
    match = TermMatch(Term(pair[1], target), start, start + len(pair[1]))
    assert completed(Sentence(source, (match,)), linked(source, draft, pair)) == expected


def test_what_is_part_of_another_comes_along_with_it() -> None:
    source = "Der Forschungsbericht liegt vor."
    report = TermMatch(Term("Bericht", "report"), 14, 21)
    whole = TermMatch(Term("Forschungsbericht", "research report"), 4, 21)
    draft = linked(source, "The study is there.", ("study", "Forschungsbericht"))
    done, replaced = enforcement.complete(standing(Sentence(source, (whole, report)), draft))
    assert (done.translation.text, replaced) == ("The research report is there.", frozenset({0, 1}))


@pytest.mark.parametrize("target", ["“summit”", "summit (II)", "«summit»!", "Summit.io"])
def test_the_signs_of_a_term_do_not_double(target: str) -> None:
    source = "Der Gipfel begann."
    match = TermMatch(Term("Gipfel", target), 4, 10)
    for draft in ('The "peak" began.', "The peak (II) began.", "The peak began."):
        done = completed(Sentence(source, (match,)), linked(source, draft, ("peak", "Gipfel")))
        assert done.count(target) == 1
        assert not re.search(r"[\"“”«»]{2}|\(II\)\s*\(II\)", done), done


def test_a_term_that_belongs_to_nothing_is_in_brackets() -> None:
    sentence = Sentence("Er kam.", (TermMatch(Term("Haus", "house"), 0, 0),))
    assert completed(sentence, linked("Er kam.", "He came.", ("He", "Er"))) == "He came (house)."


def test_a_number_stands_for_no_word() -> None:
    match = TermMatch(Term("Gipfel", "summit"), 4, 10)
    draft = linked("Der Gipfel 2015", "The 2015", ("2015", "Gipfel"))
    assert enforcement.lost(standing(Sentence("Der Gipfel 2015", (match,)), draft)) == [0]


def test_what_stands_for_nothing_is_told() -> None:
    sentence = find("Lawrow traf Selenskyj.", "Lawrow", "Selenskyj")
    draft = standing(sentence, "Lawrow came there.")
    assert enforcement.lost(draft) == [1]
    done, replaced = enforcement.complete(draft)
    assert not presence.absent(done)
    assert replaced == {0}


def test_no_article_twice() -> None:
    source = "Er war in den Niederlanden."
    start = source.index("Niederlanden")
    match = TermMatch(Term("Niederlande", "the Netherlands", "place"), start, start + len("Niederlanden"))
    for text in ("He was in the Holland.", "He was in the Niederlanden.", "He was in Holland.", "He was in the."):
        draft = LinkedText(text, (((text.rindex(" ") + 1, len(text) - 1), (start, match.end)),))
        made = completed(Sentence(source, (match,)), draft)
        assert "the Netherlands" in made
        assert not re.search(r"\b(\w+) \1\b", made, re.IGNORECASE), made


# --- links


def test_links_go_along_and_a_term_that_is_put_in_has_its_own() -> None:
    source = "Lawrow war in den USA."
    draft = linked(source, "Lawrow was in USA.", ("Lawrow", "Lawrow"), ("was", "war"), ("in", "in"), ("USA", "USA"))
    done = enforcement.complete(standing(find(source, "Lawrow", "USA"), draft))[0].translation
    assert done.text == "Lavrov was in the US."
    words = [(done.text[slice(*ours)], source[slice(*theirs)]) for ours, theirs in done.links]
    assert words == [("Lavrov", "Lawrow"), ("was", "war"), ("in", "in"), ("the US", "USA")]


def test_a_term_in_no_place_has_no_link() -> None:
    sentence = Sentence("Er kam.", (TermMatch(Term("Haus", "house"), 0, 0),))
    done = enforcement.complete(standing(sentence, linked("Er kam.", "He came.", ("He", "Er"))))[0].translation
    assert "house" in done.text
    assert done.links == (((0, 2), (0, 2)),)


# --- any sentence


@given(standings())
def test_the_last_resort_always_succeeds(before: Standing) -> None:
    done, _ = enforcement.complete(before)
    assert done == presence.assign(before.sentence, done.translation)
    assert not presence.absent(done)
    if not presence.absent(before) and not presence.flaws(before):
        assert done.translation.text[1:] == before.translation.text[1:]
        assert done.translation.text[:1].lower() == before.translation.text[:1].lower()
    ends = [edge for ours, _ in done.translation.links for edge in ours]
    assert ends == sorted(ends)
    assert all(0 <= low < high <= len(done.translation.text) for (low, high), _ in done.translation.links)


def test_a_name_behind_its_noun_is_hinted_with_of_and_an_enumeration_once() -> None:
    source = "Die Minister Chiles und Perus reisen ab."
    terms = [Term("Chile", "Chile", "place"), Term("Peru", "Peru", "place")]
    matches = [TermMatch(term, at := source.index(term.source), at + len(term.source) + 1) for term in terms]
    assert [target for _, target in enforcement.hinted(matches, source)] == ["of Chile", "Peru"]


def test_of_is_put_in_behind_the_noun_and_not_twice() -> None:
    source = "Ein Sprecher Kohls lehnte ab."
    sentence = Sentence(source, (TermMatch(Term("Kohl", "Kohl", "person"), 13, 18),))
    bare = LinkedText("A spokesman Kohl declined.", (((2, 11), (4, 12)), ((12, 16), (13, 18))))
    assert completed(sentence, bare) == "A spokesman of Kohl declined."
    assert completed(sentence, "A spokesman of of Kohl declined.") == "A spokesman of Kohl declined."


def test_a_term_in_other_capitals_is_put_right_where_it_stands() -> None:
    term = Term("Offener Kanal", "Open Channel")
    sentence = Sentence("Der Offene Kanal sendet.", (TermMatch(term, 4, 16),))
    assert completed(sentence, "The open Channel broadcasts.") == "The Open Channel broadcasts."


def test_a_small_word_at_the_beginning_has_no_plural() -> None:
    match = TermMatch(Term("strittig", "contentious"), 0, 9)
    assert enforcement.hint_form(match, "Strittige Themen bleiben.") == "contentious"
