"""The benchmark of what comes through intact: what it makes, what it reads in English, and what it holds for right."""

import doctest
import random
import unicodedata
from collections import Counter
from functools import partial
from types import SimpleNamespace

import intact
import intact_characters
import intact_english
import intact_items
import intact_literals
import intact_texts
import intact_times
import pytest
from intact_items import Answer, Item, Verdict
from intact_times import Wanted

from glossary import store
from translate.api import Translator
from translate.options import Clock

SENTENCE = ((0, 5),)


def minutes(text: str) -> list[int]:
    return [time.minute for time in intact_english.times(text)]


def reason(judge: intact_items.Judge, text: str) -> str:
    return judge(Answer(text, SENTENCE)).reason


@pytest.mark.parametrize(
    "module", [intact_items, intact_literals, intact_english, intact_characters], ids=lambda module: module.__name__
)
def test_examples_of_docstrings(module: object) -> None:
    result = doctest.testmod(module)  # type: ignore[arg-type]
    assert result.attempted
    assert not result.failed


@pytest.mark.parametrize("kind", intact.KINDS)
def test_items_depend_on_the_seed_alone(kind: str) -> None:
    first, again, other = ([item.source for item in intact.items(kind, seed, 100, "12")] for seed in (1, 1, 2))
    assert first == again
    assert first != other


@pytest.mark.parametrize(("kind", "least"), [*((kind, 200) for kind in "ABC"), *((kind, 40) for kind in "DEFG")])
def test_there_are_as_many_items_as_are_asked_for(kind: str, least: int) -> None:
    found = intact.items(kind, 1, 200, "12")
    assert least <= len(found) <= least + 20
    assert {item.kind for item in found} == {kind}
    assert not [item.source for item in found if "<<" in item.source or " | " in item.source]


def test_every_sub_kind_has_its_share() -> None:
    for kind, parts in (("A", intact_literals.PARTS), ("B", intact_times.PARTS), ("C", intact_characters.PARTS)):
        counted = Counter(item.part for item in intact.items(kind, 1, 200, "12"))
        assert set(counted) == set(parts)
        assert min(counted.values()) >= 10


# A


@pytest.mark.parametrize("part", intact_literals.PARTS)
def test_a_literal_that_stands_as_it_is_is_right_and_an_altered_one_is_wrong(part: str) -> None:
    items = [item for item in intact.items("A", 3, 400, "12") if item.part == part]
    assert len(items) > 15
    for item in items:
        assert isinstance(item.judge, partial)
        literal = item.judge.args[0][0]
        assert reason(item.judge, item.source) == ""
        middle = max(at for at, char in enumerate(literal) if char.isalnum() or char == "%")
        for altered in (literal[:middle] + "q" + literal[middle:], literal[:middle] + literal[middle + 1 :], "", "x"):
            assert reason(item.judge, item.source.replace(literal, altered)), (literal, altered)
        assert reason(item.judge, f"{item.source} {literal}")


@pytest.mark.parametrize(
    "text", ["Write tox@y.de now.", "Write to x@y.dein", "x@y.de.com", "Mail x@y.de..", "a-x@y.de"]
)
def test_a_literal_that_something_touches_is_wrong(text: str) -> None:
    assert reason(partial(intact_literals.judged, ("x@y.de",), intact_literals.standing), text)


def test_two_literals_come_in_their_order() -> None:
    judge = partial(intact_literals.judged, ("@Amt", "@Rat"), intact_literals.standing)
    assert reason(judge, "He thanked @Amt and @Rat.") == ""
    assert reason(judge, "He thanked @Rat and @Amt.")


def test_tags_stand_at_what_they_enclose() -> None:
    judge = partial(intact_literals.tagged, ("<b>", "</b>"))
    assert reason(judge, "It begins <b>on Monday</b>.") == ""
    assert reason(judge, "It begins <b> on Monday</b>.")
    assert reason(judge, "It begins </b>on Monday<b>.")
    assert reason(judge, "It begins on Monday.")


@pytest.mark.parametrize(
    ("literal", "right", "wrong"),
    [
        ("§ 12 Abs. 3 Nr. 4", "Section 12(3) No. 4", "§ 12 Abs. 4 Nr. 3"),
        ("§ 12 Abs. 3", "§ 12, paragraph 3", "§ 12 § 3"),
        ("§ 12 Abs. 3", "section 12 (3)", "section 12(3"),
        ("Art. 5 Abs. 1 GG", "Article 5(1) of the Basic Law", "Type 5. 1 GG"),
        ("§§ 5 und 7 StGB", "Sections 5 and 7 of the Criminal Code", "§ 5 and 7 StGB"),
        ("§ 211 StGB", "§ 211 StGB", "§ 211"),
        ("§ 21a Abs. 2", "§ 21a Abs. 2", "§ 21 Abs. 2"),
    ],
)
def test_paragraphs_may_be_written_as_in_english(literal: str, right: str, wrong: str) -> None:
    judge = partial(intact_literals.judged, (literal,), intact_literals.provision)
    assert reason(judge, f"Under {right}, that is forbidden.") == ""
    assert reason(judge, f"Under {wrong}, that is forbidden.")


def test_numbers_with_check_digits_have_them() -> None:
    rng = random.Random(1)
    for _ in range(50):
        account = intact_literals.iban(rng).replace(" ", "")
        assert int(f"{account[4:]}1314{account[2:4]}") % 97 == 1
        digits = [int(digit) for digit in intact_literals.isbn(rng) if digit.isdigit()]
        assert len(digits) == 13
        assert sum(digit * (1, 3)[at % 2] for at, digit in enumerate(digits)) % 10 == 0


# B


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("At 2:30 p.m. it burned.", ["14:30"]), ("at 2.30 pm.", ["14:30"]), ("at 6.30pm on Friday", ["18:30"]),
        ("at 14:30.", ["14:30"]), ("at 12 noon", ["12:00"]), ("at 12 p.m. noon", ["12:00"]),
        ("just before midnight", ["0:00"]),
        ("half past seven", ["7:30"]), ("a quarter past eight in the evening", ["20:15"]),
        ("quarter to nine", ["8:45"]),
        ("five minutes to twelve", ["11:55"]), ("five to twelve", ["11:55"]), ("half seven", ["7:30"]),
        ("at seven thirty", ["7:30"]), ("from five to seven p.m.", ["17:00", "19:00"]),
        ("from 10 to 6 p.m.", ["10:00", "18:00"]), ("between 8 and 10 a.m.", ["8:00", "10:00"]),
        ("8-10 pm", ["20:00", "22:00"]), ("10am–6pm", ["10:00", "18:00"]), ("10:00 to 18:00", ["10:00", "18:00"]),
        ("at eight o'clock in the evening", ["20:00"]), ("That evening at eight o’clock it rained", ["20:00"]),
        ("at three in the morning", ["3:00"]), ("at 3 at night", ["3:00"]), ("12:30 a.m.", ["0:30"]),
        ("12:30 p.m.", ["12:30"]), ("at 24:00", ["0:00"]), ("at 11 p.m. at night", ["23:00"]),
        ("between 10 p.m. and 2 a.m.", ["22:00", "2:00"]), ("from 8 to 10 in the evening", ["20:00", "22:00"]),
        ("for 18 hours", []), ("20h", []), ("at 20.15h", []), ("10 people to 5 towns", []), ("version 3.11.2", []),
        ("at 8 a.m. and two people", ["8:00"]), ("a half of it", []), ("until 8 tonight", ["20:00"]),
    ],
)  # fmt: skip
def test_times_of_day_are_read(text: str, times: list[str]) -> None:
    assert [f"{minute // 60}:{minute % 60:02}" for minute in minutes(text)] == times


@pytest.mark.parametrize("text", ["at 14:30 a.m.", "at 10 a.m. in the evening", "at 7 p.m. this morning"])
def test_a_time_that_contradicts_itself_is_none(text: str) -> None:
    assert minutes(text) == [-1]


def english(minute: int, clock: Clock) -> str:
    hour, rest = divmod(minute % 1440, 60)
    if clock == "24":
        return f"{hour}:{rest:02}"
    return f"{(hour - 1) % 12 + 1}:{rest:02} {'p' if hour > 11 else 'a'}.m."


@pytest.mark.parametrize("clock", ["12", "24"])
@pytest.mark.parametrize("part", intact_times.TIMES)
def test_the_same_times_of_day_are_right_and_others_are_wrong(part: str, clock: Clock) -> None:
    rng = random.Random(5)
    for _ in range(40):
        _, wanted = intact_times.TIMES[part][0](rng)
        judge = partial(intact_times.right_times, wanted, "", clock)
        made = " to ".join(english(want.minute, clock) for want in wanted)
        verdict = judge(Answer(f"It was open at {made} on Monday."))
        assert verdict.reason == ""
        assert all(verdict.forms)
        for shift in (5, *(() if wanted[0].open else (720,))):
            later = " to ".join(english(want.minute + shift, clock) for want in wanted)
            assert reason(judge, f"It was open at {later} on Monday.")
        assert reason(judge, "It was open on Monday.")
        assert reason(judge, f"It was open at {made} on Monday and at {english(61, clock)}.")
        assert reason(judge, f"It was open at {made} Uhr on Monday.")


@pytest.mark.parametrize(
    ("want", "text", "right"),
    [
        (Wanted(0), "at midnight", True), (Wanted(0), "at 12 p.m.", False), (Wanted(720), "at noon", True),
        (Wanted(720), "at 12 o'clock", True), (Wanted(720), "at 12 a.m.", False), (Wanted(0), "at 24:00", True),
        (Wanted(450, open=True), "at 7:30 p.m.", True), (Wanted(450, open=True), "at half past eight", False),
        (Wanted(1200, said=True), "at eight in the evening", True), (Wanted(480, said=True), "at eight o'clock", False),
        (Wanted(480), "at 8 o'clock", True), (Wanted(1200), "at 8 o'clock", False), (Wanted(480), "at 8 clock", False),
    ],
)  # fmt: skip
def test_single_times(want: Wanted, text: str, right: bool) -> None:
    judge = partial(intact_times.right_times, (want,), "", "12")
    assert (reason(judge, f"It began {text}.") == "") is right


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("at 2:30 p.m. today", ["12"]), ("from 10 to 11 a.m. today", ["12", "12"]), ("10 a.m. to 6pm", ["12", "other"]),
        ("at 14:30 today", ["24"]), ("at 2.30 p.m.", ["other"]), ("at 14:30 p.m.", ["other"]), ("at noon", ["named"]),
    ],
)  # fmt: skip
def test_forms_of_times(text: str, forms: list[str]) -> None:
    assert [time.form for time in intact_english.times(text)] == forms


def test_what_goes_with_a_time_has_to_be_there() -> None:
    items = [item for item in intact.items("B", 1, 400, "12") if item.part == "15 Uhr MESZ" and "MESZ" in item.source]
    assert items
    for item in items:
        assert isinstance(item.judge, partial)
        made = english(item.judge.args[0][0].minute, "12")
        assert reason(item.judge, f"It began at {made} CEST.") == ""
        assert reason(item.judge, f"It began at {made} CET.")


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("on 7 October", {(7, 10)}), ("October 7th, 2023", {(7, 10)}), ("the 7th of October", {(7, 10)}),
        ("Oct. 7", {(7, 10)}), ("from May 3 to 5", {(3, 5), (5, 5)}), ("3-5 May", {(3, 5), (5, 5)}),
        ("from 30 April to 2 May", {(30, 4), (2, 5)}), ("May 3 through May 5", {(3, 5), (5, 5)}),
        ("the third of October", {(3, 10)}), ("on Christmas Eve", {(24, 12)}), ("on 7.10.", set()), ("on 12/06", set()),
        ("the twenty-fourth of December", {(24, 12)}), ("in May", set()), ("1 September (Friday)", {(1, 9)}),
    ],
)  # fmt: skip
def test_dates_are_read(text: str, dates: set[tuple[int, int]]) -> None:
    assert intact_english.dates(text) == dates


def test_a_date_is_right_as_a_day_of_a_month_in_one_sentence() -> None:
    judge = partial(intact_times.right_dates, frozenset({(7, 10)}), "Wednesday")
    assert reason(judge, "It begins on 7 October (Wednesday).") == ""
    assert reason(judge, "It begins on Wednesday, October 7.") == ""
    for text in ("on 7 October.", "on 10 July (Wednesday).", "on 7.10. (Wednesday).", "on 7/10 (Wednesday)."):
        assert reason(judge, f"It begins {text}")
    assert reason(judge, "It begins on 7 October (Wednesday), not 7.10.")
    assert judge(Answer("It begins on 7 October (Wednesday).", ((0, 5), (6, 9)))).reason == "2 sentences"


@pytest.mark.parametrize(
    ("number", "right", "wrong"),
    [
        (1000, "the 1,000th visitor", "the 1,000. Visitor"), (1000, "the thousandth visitor", "the 1,000 visitors"),
        (2500, "the 2500th visitor", "the 500th visitor"), (21, "the 21st visitor", "the 21th visitor"),
        (12, "the twelfth visitor", "the 12nd visitor"), (30, "the thirtieth visitor", "the 30 visitors"),
        (10_000, "the 10,000th visitor", "the 110,000th visitor"), (85, "the eighty-fifth visitor", "85 visitors"),
    ],
)  # fmt: skip
def test_ordinals(number: int, right: str, wrong: str) -> None:
    judge = partial(intact_times.right_ordinal, number, "visitor")
    assert reason(judge, f"He was {right}.") == ""
    assert reason(judge, f"He was {wrong}.")
    assert reason(judge, f"He was {right.replace('visitor', 'man')}.")


# C


@pytest.mark.parametrize("part", intact_characters.PARTS)
def test_characters_that_are_kept_are_right_and_changed_ones_are_wrong(part: str) -> None:
    items = [item for item in intact.items("C", 2, 400, "12") if item.part == part]
    assert len(items) > 15
    for item in items:
        kept = item.source
        if item.own:
            kept = next(kept.replace(de, en) for de, en in intact_characters.OWN.items() if de in kept)
        assert reason(item.judge, kept) == ""
        lost = "".join(char if char.isascii() else "\ufffd" for char in kept) if not item.own else f"\ufffd {kept}"
        assert reason(item.judge, lost)
        assert reason(item.judge, "Nothing of it is left.")


def test_normalised_characters_are_wrong() -> None:
    for item in intact.items("C", 2, 400, "12"):
        normal = unicodedata.normalize("NFKC", item.source)
        if item.part in ("10⁶, m²", "CO₂", "1½"):
            assert reason(item.judge, normal), normal


@pytest.mark.parametrize(
    ("start", "english", "right"),
    [
        ("Die Anlage", "The plant produces a million tonnes a year.", True),
        ("Die Anlage", "The plant produces 106 tonnes a year.", False),
        ("Die Fahrt", "The journey takes one and a half hours.", True),
        ("Die Fahrt", "The journey takes 1 1/2 hours.", True),
        ("Die Fahrt", "The journey takes 11⁄2 hours.", False),
        ("Die Fahrt", "The journey takes 11/2 hours.", False),
        ("Für den Teig", "The dough needs half a litre of milk.", True),
        ("Für den Teig", "The dough needs 1⁄2 litres of milk.", False),
        ("Der Fahrer", "The driver had 1.8 per mille of alcohol in his blood.", True),
        ("Der Hersteller", "The firm sells it as WortmarkeTM.", False),
        ("Das Molekül", "The molecule H2O is everywhere.", False),
    ],
)
def test_what_an_english_writer_would_write_is_right(start: str, english: str, right: bool) -> None:
    found = [item for seed in range(9) for item in intact.items("C", seed, 200, "12") if item.source.startswith(start)]
    assert (reason(found[0].judge, english) == "") is right


def test_letters_of_nowhere_are_strays() -> None:
    judge = partial(intact_characters.kept_names, "Das Tor schoss Brașov.", ("Brașov",))
    assert reason(judge, "Brașov’s goal – a “fine” one.") == ""
    assert reason(judge, "Brașov Ř scored.")
    assert reason(judge, "ŘBrașov scored.")
    assert reason(judge, "Brasov scored.")


def test_no_name_is_one_of_the_glossary() -> None:
    shipped = {term.source for term in store.read(store.SHIPPED).terms}
    rng = random.Random(1)
    assert not shipped & {intact_characters.name(of, rng) for of in intact_characters.NAMES for _ in range(99)}


# D to G


def test_the_english_of_a_damaged_text_is_that_of_the_clean_one() -> None:
    for item in intact.items("D", 1, 400, "12"):
        assert item.judge(Answer("It is “late”.", twins=('It  is "late".',))).reason == ""
        assert item.judge(Answer("It is f&uuml;r.", twins=("It is for.",))).reason
        assert item.judge(Answer("It is\ufffd", twins=("It is\ufffd",))).reason
        assert item.source != item.twins[0] or item.data is not None
        if item.data is not None:
            assert item.data.decode("utf-8", "replace").count("\ufffd") == item.source.count("–")


@pytest.mark.parametrize(
    "text", ["City Country", "City\tLand of it", "City\tCountry\tYear", "Cities\tCountry", "City \tCountry"]
)
def test_cells_that_ran_together_are_wrong(text: str) -> None:
    judge = partial(intact_texts.right_cells, "\t", ("City|Town", "Country"))
    assert reason(judge, "Town\tCountry\n") == ""
    assert reason(judge, text)


def test_marks_of_lists_pass() -> None:
    judge = partial(intact_texts.right_mark, "IV.")
    assert judge(Answer("IV. The club buys it.", twins=("The club buys it.",))).reason == ""
    assert judge(Answer("IV The club buys it.", twins=("The club buys it.",))).reason
    assert judge(Answer("IV. Is club buys it.", twins=("The club buys it.",))).reason


def test_tickers_keep_both_ends() -> None:
    judge = partial(intact_texts.right_ticker, 2)
    assert reason(judge, "+++ Strike over +++ Train derailed +++\n") == ""
    for text in ("+++ Strike over +++ Train derailed", "+++ Strike over, train derailed +++", "Strike +++ over +++"):
        assert reason(judge, text)


def test_sentences_end_where_they_should() -> None:
    item = intact_texts.ends("Dr. med. Virchow kam.[1]| Er blieb.")
    assert item.source == "Dr. med. Virchow kam.[1] Er blieb."
    assert item.judge(Answer("", ((0, 24), (25, 34)))).reason == ""
    for spans in (((0, 34),), ((0, 8), (9, 24), (25, 34)), ((0, 21), (21, 34))):
        assert item.judge(Answer("", spans)).reason


@pytest.mark.parametrize(
    ("nested", "text", "right"),
    [
        (False, '"It\'s a good day," he said.', True), (False, "“It's a good day,” he said.", False),
        (False, '"It is a good day, he said.', False), (False, "„It is a good day“", False),
        (False, 'He said: " a good day ".', False), (False, "It is a good day, he said.", False),
        (True, "\"He cried 'help' and ran.\"", True), (True, '"He cried "help" and ran."', False),
    ],
)  # fmt: skip
def test_quotation_marks(nested: bool, text: str, right: bool) -> None:
    assert (reason(partial(intact_texts.right_quotes, nested), text) == "") is right


def test_words_that_stay() -> None:
    dpa = intact_texts.agency("Das sagte er der dpa.")
    assert reason(dpa.judge, "He told dpa.") == ""
    assert reason(dpa.judge, "He told DPA.")
    particle = intact_texts.particle(random.Random(1))
    assert isinstance(particle.judge, partial)
    assert reason(particle.judge, f"Anna {particle.judge.args[0]} said so.") == ""
    assert reason(particle.judge, "Anna of Somewhere said so.")


# The run


def echo(article: str | bytes, own: bool) -> intact.Reply:
    """A translation that leaves the German as it is, in one sentence, and says so."""
    text = article if isinstance(article, str) else article.decode("utf-8", "replace")
    return intact.Reply(f"{text}\n", ((0, len(text), True),))


def test_answers_are_those_of_their_items() -> None:
    items = [item for kind in intact.KINDS for item in intact.items(kind, 1, 60, "12")]
    found = list(intact.answers(items, echo))
    assert [answer.text.strip() for answer in found] == [
        (item.source if item.data is None else item.data.decode("utf-8", "replace")) for item in items
    ]
    assert [[twin.strip() for twin in answer.twins] for answer in found] == [list(item.twins) for item in items]


def test_a_translation_that_joins_paragraphs_is_asked_for_one_by_one() -> None:
    asked = []

    def joining(article: str | bytes, own: bool) -> intact.Reply:
        asked.append(article)
        assert isinstance(article, str)
        return intact.Reply(" ".join(article.split()), ())

    items = intact.items("A", 1, 20, "12")
    assert [answer.text for answer in intact.answers(items, joining)] == [item.source for item in items]
    assert len(asked) == len(items) + 1


def test_sentences_and_flags_are_those_of_the_item() -> None:
    items = [Item("A", "x", text, lambda _: Verdict("wrong")) for text in ("Eins. Zwei.", "Drei.")]
    spans = ((0, 5, False), (6, 11, True), (13, 18, False))
    first, second = intact.answers(items, lambda article, own: intact.Reply(str(article), spans))
    assert (first.sentences, first.flagged) == (((0, 5), (6, 11)), True)
    assert (second.sentences, second.flagged) == (((0, 5),), False)


def test_the_table_counts_by_sub_kind_and_kind() -> None:
    def case(part: str, wrong: str, forms: tuple[bool, ...] = (), flagged: bool = False) -> intact.Judged:
        verdict = Verdict(wrong, forms)
        return intact.Judged(Item("B", part, "", lambda _: verdict), Answer("", flagged=flagged), verdict)

    cases = [case("x", "", (True, False)), case("x", "no"), case("y", "no", flagged=True), case("y", "", (True, True))]
    by_part, totals = intact.tables(cases)
    assert by_part.rows == (
        ("B x", "2", "1", "50.0", "50.0", "1", "0"),
        ("B y", "2", "1", "50.0", "100.0", "1", "1"),
        ("B", "4", "2", "50.0", "75.0", "2", "1"),
    )
    assert totals.rows == by_part.rows[-1:]


def test_the_whole_run_with_a_translator_that_translates_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(intact, "Translator", lambda *_, **options: SimpleNamespace(**options))
    monkeypatch.setattr(intact, "asking", lambda translator: echo)
    monkeypatch.setattr("sys.argv", ["intact.py", "--each", "20", "--kinds", "b,a,f", "--errors"])
    intact.main()
    told = capsys.readouterr().out
    assert "B 14.30 Uhr: wrong: left: Uhr" in told
    assert "A e-mail: wrong" not in told
    [*_, a, b, f] = [line.split() for line in told.splitlines()]
    assert (a[0], a[2], a[3]) == ("A", a[1], "100.0")
    assert (b[0], f[:2]) == ("B", ["F", "4"])
    assert int(b[2]) < 5


def test_kinds_that_there_are_not_are_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["intact.py", "--kinds", "A,X"])
    with pytest.raises(SystemExit):
        intact.main()
    assert "kinds are A, B" in capsys.readouterr().err


@pytest.mark.model
def test_the_bundled_model_is_asked() -> None:
    ask = intact.asking(Translator(memory=False, device="cpu"))
    source = "Die Feuerwehr kam.\n\nDas Spiel gewann Łukasz."
    reply = ask(source, True)
    assert len(reply.text.split("\n\n")) == 2
    assert [source[start:end] for start, end, _ in reply.sentences] == source.split("\n\n")
    assert "fire" in ask(b"Die Feuerwehr kam.", False).text.lower()
