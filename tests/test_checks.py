"""What is doubtful in a translation, and what is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.checks import Doubt, check, looped

# News as people translate it: nothing to look at.
GOOD = [
    ("Am 3. Mai 2024 trafen sich rund 2.500 Menschen in Köln.", "On 3 May 2024 some 2,500 people met in Cologne."),
    ("Die Inflation sank auf 2,3 Prozent.", "Inflation fell to 2.3%."),
    ("„Das ist ein Sieg“, sagte Merkel am Dienstag.", "“This is a victory,” Merkel said on Tuesday."),
    ("Rund 3,5 Mio. Menschen leben dort.", "About 3.5 million people live there."),
    ("Frank-Walter Steinmeier besuchte Frankfurt am Main.", "Frank-Walter Steinmeier visited Frankfurt am Main."),
    ("Ursula von der Leyen lehnte ab.", "Ursula von der Leyen declined."),
    ("Die Welt am Sonntag berichtete zuerst darüber.", "Welt am Sonntag was the first to report on it."),
    ("Um 15.30 Uhr begann das Spiel (Endstand 2:1).", "The match kicked off at 3:30 p.m. (final score 2-1)."),
    ("Er nannte Putin immer wieder einen „Kriegsverbrecher“.", "Time and again he called Putin a “war criminal”."),
    ("Der Umsatz stieg von 1,2 auf 1,4 Milliarden Euro.", "Revenue rose from 1.2 to 1.4 billion euros."),
    ("Nein, nein und nochmals nein!", "No, no and no again!"),
    ("In den 1990er Jahren lebten hier zwanzig Familien.", "In the 1990s twenty families lived here."),
    ("Der 21. Parteitag dauerte zweieinhalb Stunden.", "The twenty-first party congress lasted 2.5 hours."),
    ("Sie kommt im Mai, vielleicht auch erst im Juni.", "She may come in May, or perhaps not until June."),
    ("Der PC ist alt.", "The PC is old."),
]

QUIET = {
    "numbers": [
        ("Das Budget beträgt 1.000,5 Euro.", "The budget is 1,000.5 euros."),
        ("Das Budget beträgt 1.234.567,89 Euro.", "The budget is 1,234,567.89 euros."),
        ("Es kostet 1'000 Franken.", "It costs 1,000 francs."),
        ("Es sind 10 000 Soldaten.", "There are 10,000 soldiers."),
        ("Es waren 3,5 Mio. Menschen.", "There were 3,500,000 people."),
        ("Es waren 1,2 Billionen Dollar.", "It was 1.2 trillion dollars."),
        ("Es waren dreißig Leute.", "There were 30 people."),
        ("Es waren 30 Leute.", "There were thirty people."),
        ("Es waren zweitausenddreihundert Leute.", "There were 2,300 people."),
        ("Es waren 2.300 Leute.", "There were two thousand three hundred people."),
        ("Es waren hunderttausend Leute.", "There were 100,000 people."),
        ("Es dauerte 1,5 Jahre.", "It took one and a half years."),
        ("Es dauerte 1,5 Jahre.", "It took a year and a half."),
        ("Es dauerte dreieinhalb Jahre.", "It took 3.5 years."),
        ("Es dauerte anderthalb Jahre.", "It took 1.5 years."),
        ("Es dauerte 1½ Stunden.", "It took 1.5 hours."),
        ("Es waren 500.000 Menschen.", "There were half a million people."),
        ("Es waren 2,5 Millionen.", "There were two and a half million."),
        ("Eine halbe Million Menschen kam.", "500,000 people came."),
        ("Der 1. Platz ging an sie.", "First place went to her."),
        ("Im neunzehnten Jahrhundert geschah es.", "It happened in the 19th century."),
        ("Die 70. Sitzung begann.", "The seventieth session began."),
        ("Er kam zum 1000. Mal.", "He came for the thousandth time."),
        ("Er kam um halb acht.", "He came at 7:30."),
        ("Er kam um 0.30 Uhr.", "He came at 12:30 a.m."),
        ("Die 90er-Jahre waren gut.", "The nineties were good."),
        ("Um 15 Uhr begann es.", "It began at 3 p.m."),
        ("Seit 1998 ist er da.", "He has been there since '98."),
        ("Am 3. Mai 2024 kam er an.", "He arrived on 2024-05-03."),
        ("Es waren 300.000 Leute.", "There were three hundred thousand people."),
        ("Zwölf Leute kamen.", "A dozen people came."),
        ("Zwei Dutzend Leute kamen.", "Two dozen people came."),
        ("Zwei Dutzend Leute kamen.", "24 people came."),
        ("Es waren drei Milliarden.", "It was 3 billion."),
        ("Es waren drei Milliarden.", "It was three thousand million."),
        ("Beide kamen.", "The two came."),
        ("Ein Paar kam.", "The two came."),
        ("Drei Jahrzehnte lang.", "For 30 years."),
        ("Er kam vor zwanzig Jahren.", "He came two decades ago."),
        ("Das Team der Five Eyes kam.", "The Five Eyes team came."),
        ("Gib gut Acht.", "Take good care."),
        ("Es bleibt bei Best-of-five.", "It remains best-of-five."),
        ("Es sind mehrere zehn Millionen.", "It is tens of millions."),
    ],
    "times": [
        ("Um 15.30 Uhr kam er.", "He came at 3:30 p.m. today."),
        ("Um halb acht kam er.", "He came at half past seven."),
        ("Um 12 Uhr kam er.", "He came at noon."),
        ("Er kam um acht.", "He came at 8 p.m. today."),
    ],
    "units": [
        ("Es kostet 5 Euro.", "It costs €5."),
        ("Es sind 5 Kilometer.", "It is 5 km."),
    ],
    "negation": [
        ("Er kommt nicht.", "He isn't coming."),
        ("Das ist unmöglich.", "It is not possible."),
    ],
    "literals": [
        ("Mehr auf www.stadt.de/x.", "More at www.stadt.de/x."),
        ("Schreiben Sie an amt@stadt.de.", "Write to amt@stadt.de."),
    ],
    "characters": [("Das \ufffd ist da.", "The \ufffd is there.")],
    "dates": [
        ("Am 03.05.2024 kam er an.", "He arrived on 3 May 2024."),
        ("Am 3. Mai 2024 kam er an.", "He arrived on May 3rd, 2024."),
        ("Am 3. Mai 2024 kam er an.", "He arrived on 2024-05-03."),
        ("Er kam am Freitagabend.", "He came on Friday evening."),
        ("Die Septemberausgabe ist da.", "The September issue is out."),
        ("Er kam in der Nacht zu Dienstag.", "He came on Monday night."),
        ("Er marschierte.", "He went on a March."),
        ("Er kam am 7.9. an.", "He arrived on 7 September."),
        ("Version 2.3. ist da.", "Version 2.3. is here."),
    ],
    "percentages": [
        ("Es waren 5 Prozent.", "It was 5%."),
        ("Es waren 5 % mehr.", "It was 5 per cent more."),
        ("Es waren 0,5 Prozentpunkte.", "It was 0.5 points."),
        ("Es waren 50 v. H. der Summe.", "It was 50 percent of the sum."),
    ],
    "length": [("Ja.", "Yes, of course."), ("Donaudampfschifffahrt", "Steamers")],
    "German left over": [
        (
            "Er liest Die Zeit und fährt nach Rothenburg ob der Tauber.",
            "He reads Die Zeit in Rothenburg ob der Tauber.",
        ),
        ("Der Student war warm und blind.", "The student was warm and blind."),
        ("Der Mann war alt.", "Das Boot is old."),
        ("Es ist eine Union der Staaten.", "It is a Union of states."),
        ("Er will eine Partei gründen.", "He wants to found a party."),
    ],
    "repetition": [
        ("Nein, nein, nein, nein!", "No, no, no, no!"),
        ("Schlaf, Kindlein, schlaf, schlaf, Kindlein, schlaf.", "Sleep, baby, sleep, sleep, baby, sleep."),
        ("Er hatte das gesagt, das er gesagt hatte.", "He had had what he had had."),
        ("Inhalt .................... 5", "Contents .................... 5"),
        ("Haha!", "Hahaha!"),
        ("Dringlichkeitsdebatte", "Topical and urgent debate"),
        ("Das ist sehr, sehr gut.", "That is very, very good."),
    ],
    "doubled phrase": [
        ("Er hatte gesagt, er komme.", "He had had enough."),
        ("Immer mehr Leute kamen.", "More and more people came."),
        ("Kopf an Kopf liefen sie.", "They ran head by head by head."),
    ],
    "missing verb": [
        ("Er kam.", "He came."),
        ("Merkel ist in Berlin", "Merkel in Berlin"),
        ("Ein Mann, der ist.", "A man who is."),
    ],
    "unknown word": [
        ("Die Plaste-Fabrik ist zu.", "The plaste factory is closed."),
        ("Er ist weltmüde.", "He's un-American, isn't he?"),
    ],
    "name spelling": [
        ("Er ist Müller.", "He is Mueller."),
        ("Er wohnt in der Hilariuskirche.", "He lives in Hilarius Church."),
    ],
    "quotes": [("„Ja“, sagte er.", '"Yes," he said.'), ('Der 27" Schirm ist neu.', 'The 27" screen is new.')],
    "brackets": [
        ("Er sagte (leise [kaum hörbar]): ja.", "He said (softly [barely heard]): yes."),
        ("Das Haus, der Hund", "a) The house, 2) the dog"),
        ("Artikel 81 Absatz 1", "Article 81(1)"),
        ("Er fuhr 210 km/h.", "He drove at 130 mph (210 km)."),
        ("Schön :)", "Nice :)"),
        ("Er kam (leise.", "He came (softly."),
    ],
}

LOUD = {
    "numbers": [
        ("Es waren 30 Leute da.", "There were people."),
        ("Es waren 30 Leute da.", "There were 13 people."),
        ("Es waren dreißig Leute da.", "There were 40 people."),
        ("Es waren Leute da.", "There were 40 people."),
        ("Es waren 3,5 Mio. Menschen.", "There were 3.5 billion people."),
        ("Es waren 3,5 Mio. Menschen.", "There were 3.5 people."),
        ("Es kostet 1.000,5 Euro.", "It costs 1.0005 euros."),
        ("Es sind 10.000 Soldaten.", "There are 10 soldiers."),
        ("Es kostet 1.000 Euro.", "It costs 1.000 euros."),
        ("Es dauerte 2,5 Jahre.", "It took one and a half years."),
        ("Am 3. Mai 2024 kam er.", "He came on 4 May 2024."),
        ("Der 21. Parteitag begann.", "The twenty-second party congress began."),
        ("Zwölf Leute kamen.", "Two people came."),
        ("Zwei Dutzend Leute kamen.", "Two people came."),
        ("Dreißig Leute kamen.", "Thirteen people came."),
        ("Es waren fünf Millionen.", "It was five billion."),
        ("Leute kamen.", "Five people came."),
        ("Um 15 Uhr kamen sechs Leute.", "At 3 p.m. seven people came."),
        ("Tausende Menschen kamen.", "Hundreds of people came."),
    ],
    "times": [
        ("Gegen 14.30 Uhr kam er.", "Around 2:30 a.m. he came."),
        ("Um 8.00 Uhr kam er.", "He came at 8:00 p.m. today."),
        ("Von 10 bis 18 Uhr.", "From 10 p.m. to 6pm."),
        ("Um halb acht kam er.", "He came at half past eight."),
        ("Um Mitternacht kam er.", "He came late."),
    ],
    "units": [
        ("Es kostet 5 Euro.", "It costs 5 dollars."),
        ("Es sind 5 Kilometer.", "It is 5 miles."),
        ("Der Dollar fiel.", "The euro fell."),
    ],
    "negation": [
        ("Er kommt nicht.", "He is coming."),
        ("Er kommt.", "He is not coming."),
    ],
    "literals": [
        ("Mehr auf www.stadt.de/x.", "More at www.town.de/x."),
        ("Schreiben Sie an amt@stadt.de.", "Write to the town."),
        ("Schreiben Sie uns.", "Write to a@b.de."),
    ],
    "characters": [("Er war in Brașov.", "He was in Bra\ufffd\ufffdov.")],
    "dates": [
        ("Am 3. Mai kam er an.", "He arrived on 3 June."),
        ("Am 03.05.2024 kam er.", "He came on 3 June 2024."),
        ("Am Dienstag kam er.", "He came on Wednesday."),
        ("Am Sonntag kam er.", "He came."),
        ("Er kam.", "He came in July."),
        ("Er kam am 7.9. an.", "He arrived on 7.9. at last."),
        ("Er kam am 7.9. an.", "He arrived on 7 October."),
    ],
    "percentages": [
        ("Es waren 5 Prozent.", "It was 5."),
        ("Es waren 5.", "It was 5 per cent."),
        ("Es waren 5.", "It was 5pc."),
    ],
    "length": [
        ("Das ist gut.", ""),
        ("Das ist ein langer Satz mit vielen Wörtern, die alle in das Englische gehören.", "It is long."),
        ("Das ist gut.", "This is a translation that says a great deal more than it was asked for."),
    ],
    "German left over": [
        ("Das Haus ist wunderschön.", "The house is wunderschön."),
        ("Er bekam eine Genehmigung.", "He got a Genehmigung."),
        ("Er bekam ein Gift.", "He got a Gift."),
    ],
    "repetition": [
        ("Das ist gut.", "It is very very very very good."),
        ("Das ist gut.", "It is it is it is good."),
        ("Das ist gut.", "Goooooooooooood."),
        ("Das ist gut.", "It is a matter of fact, it is a matter of course, it is a matter of time."),
        ("Das ist gut.", "It, , , , , , , , , , , , , ,"),
    ],
    "doubled phrase": [
        ("Er wohnt in Frankfurt.", "He lives in Frankfurt in Frankfurt."),
        ("Er sagte, er komme.", "He said that he said so."),
    ],
    "missing verb": [("Davor parkt ein Mercedes.", "Before that, a Mercedes.")],
    "unknown word": [("Der Botschafter ist da.", "The biassador is there.")],
    "name spelling": [("Sie wohnt in der Plinganserstraße.", "She lives in Pinganserstraße.")],
    "quotes": [("„Ja“, sagte er.", '"Yes, he said.')],
    "brackets": [
        ("Er sagte (leise): ja.", "He said (softly: yes."),
        ("Er (leise) kam.", "He softly) came."),
        ("Artikel 81 Absatz 1", "Article 81(1"),
        ("Er (leise [kaum]) kam.", "He (softly [barely)] came."),
    ],
}

# What Marian models write when they get lost.
LOOPS = [
    "I'm sorry, I'm sorry, I'm sorry, I'm sorry, I'm sorry.",
    "The the the the the the",
    "It is it is it is",
    "He was the first to be the first to be the first to be there.",
    "in the city of the city of the city of the city of",
    "No, no, no, no, no, no, no, no",
    "blablablablablablablablablabla",
    "- - - - - - - - - - - - - - - -",
    "............................................",
    "the people of the country of the people of the state of the people of the country of the people of the state of",
    "I don't know what to do. I don't know what to do.",
]


def names(source: str, hypothesis: str) -> set[str]:
    return {doubt.check for doubt in check(source, hypothesis, -0.3)}


def pairs(table: dict[str, list[tuple[str, str]]]) -> list[tuple[str, str, str]]:
    return [(name, source, hypothesis) for name, cases in table.items() for source, hypothesis in cases]


@pytest.mark.parametrize(("source", "hypothesis"), GOOD)
def test_a_good_translation_raises_no_doubt(source: str, hypothesis: str) -> None:
    assert check(source, hypothesis, -0.3) == ()


@pytest.mark.parametrize(("name", "source", "hypothesis"), pairs(QUIET))
def test_no_doubt(name: str, source: str, hypothesis: str) -> None:
    assert name not in names(source, hypothesis)


@pytest.mark.parametrize(("name", "source", "hypothesis"), pairs(LOUD))
def test_doubt(name: str, source: str, hypothesis: str) -> None:
    assert name in names(source, hypothesis)


def test_every_check_has_cases_of_both_kinds() -> None:
    assert QUIET.keys() == LOUD.keys()
    raised = {name for _, source, hypothesis in pairs(LOUD) for name in names(source, hypothesis)}
    assert raised == LOUD.keys()


def test_a_doubt_says_what_it_saw() -> None:
    [lost, made_up] = check("Es waren 30 Leute.", "There were 13 people.", None)
    assert lost == Doubt("numbers", "30 not in the translation")
    assert made_up == Doubt("numbers", "13 not in the source")
    [left] = check("Das Haus ist wunderschön.", "The house is wunderschön.", None)
    assert left.detail == "wunderschön"
    [month, _] = check("Er kam im Mai.", "He came in June.", None)
    assert month.detail == "Mai not in the translation"


def test_the_model_score() -> None:
    def doubted(score: float | None) -> bool:
        return "model score" in {doubt.check for doubt in check("Das Haus ist alt.", "The house is old.", score)}

    assert doubted(-3.0)
    assert not doubted(-0.2)
    assert not doubted(None)


def test_no_text_is_no_doubt() -> None:
    assert check("", "", 0.0) == check(" ", "", 0.0) == ()
    assert {doubt.check for doubt in check("Ja.", " ", 0.0)} == {"length"}


@pytest.mark.parametrize("loop", LOOPS)
def test_a_loop_is_found_and_is_none_where_the_source_repeats_as_often(loop: str) -> None:
    assert looped("Das Haus ist alt.", loop)
    assert not looped(loop, loop)
    assert "repetition" in names("Das Haus ist alt.", loop)


@pytest.mark.parametrize(("source", "hypothesis"), [*GOOD, *QUIET["repetition"]])
def test_what_repeats_with_reason_is_no_loop(source: str, hypothesis: str) -> None:
    assert not looped(source, hypothesis)


texts = st.one_of(
    st.text(),
    st.text(alphabet="0123456789.,:'½ %()[]„“\"-"),
    st.lists(
        st.sampled_from(
            "ein und hundert tausend einhalb halb Mio Uhr 15.30 half a million Mai May 3. ½ ٣ ² 1e9".split()
        )
    ).map(" ".join),
)


@given(texts, texts, st.none() | st.floats())
def test_no_text_breaks_a_check(source: str, hypothesis: str, score: float | None) -> None:
    for doubt in check(source, hypothesis, score):
        assert doubt.detail


@pytest.mark.parametrize("text", ["9" * 6000, "und" * 3000, "hundertund" * 500, "(" * 5000, "1." * 3000, "ein " * 3000])
def test_no_length_breaks_a_check(text: str) -> None:
    assert "numbers" not in names(text, text)


@pytest.mark.parametrize(
    ("source", "hypothesis", "names"),
    [
        ("Um 8 Uhr auf www.x.de/12/3-Euro.", "At 8 a.m. on www.x.de/12/3-Euro.", []),
        ("Siehe a@b.de und a@b.de.", "See a@b.de.", ["literals"]),
        ("Siehe www.x.de/12.", "See www.x.com/12.", ["literals", "literals"]),
        ("Hauptstraße 12", "Main Street 12", ["literals"]),
    ],
)
def test_what_stands_in_a_literal_is_compared_as_one(source: str, hypothesis: str, names: list[str]) -> None:
    assert [doubt.check for doubt in check(source, hypothesis, None)] == names
