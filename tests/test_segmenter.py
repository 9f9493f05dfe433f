import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.documents import repair, segmenter


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in segmenter.split(text)]


@given(st.text(st.sampled_from('aäB Zz.,!?…"„“»«)(1\n日'), max_size=150) | st.text(max_size=80))
def test_sentences_and_gaps_give_the_text_back(text: str) -> None:
    at = 0
    for start, end in segmenter.split(text):
        assert text[at:start].strip() == ""
        assert start < end
        at = end
    assert text[at:].strip() == ""


@pytest.mark.parametrize("text", [
    "Er kam am 3. Mai nach Berlin.",
    "Im 20. Jahrhundert war das so.",
    "Dr. Müller und Prof. Dr. Schmidt kamen.",
    "Sie zahlte 3,5 Mio. Euro dafür.",
    "J. R. Tolkien schrieb es.",
    "„Geh!“, sagte er.",
    "Das kostet 1.000 Euro.",
    "Der 1. FC Köln gewann.",
    "Ludwig XIV. Regent war er.",
    "Auf www.Beispiel.de Seiten steht es.",
    "St. Pauli verlor.",
    "Das war u. a. Thema.",
    "Das gilt z. B. Für alle.",
    "Das ist i. d. R. Die Ausnahme davon.",
    "Er rief „Komm!“ und ging.",
])  # fmt: skip
def test_one_sentence(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize("text", [
    "„Ich gehe.“| Dann ging er.",
    "„Wer ist da?“| Niemand antwortete.",
    "»Nein!«| Sie schwieg.",
    '"Das ist gut."| "Nein, schlecht."',
    "Er zahlte 3 Mio.| Das war viel.",
    "Es war 1999.| Dann kam er.",
    "Kim und Putin in Russland.| Foto: AP",
    "Das ist so usw.| Die anderen gingen.",
    "Er ging ...| Dann kam sie.",
    "Das sagt der BGH.| Urteile folgen.",
    "Das ist das Ende.| Anfang ist es.",
    "Wir gewannen (mit Glück).| Trainer Müller jubelte.",
    "Es kamen Müller, Meier u. a.| Die Polizei schwieg.",
])  # fmt: skip
def test_two_sentences(text: str) -> None:
    assert sentences(text.replace("|", "")) == [part.strip() for part in text.split("|")]


@given(st.text(st.sampled_from("ab, ;und"), min_size=1, max_size=300), st.integers(3, 40))
def test_long_sentences_are_cut_below_the_limit(text: str, limit: int) -> None:
    spans = segmenter.split_long(text, len, limit)
    at = 0
    for start, end in spans:
        assert text[at:start].strip() == ""
        assert end - start <= limit or len(text.strip()) == 0
        at = end
    assert text[at:].strip() == ""


def test_long_sentences_are_cut_at_clauses() -> None:
    text = "Der Mann ging nach Hause, weil es regnete; die Frau blieb in der Stadt, obwohl sie müde war."
    assert [text[a:b] for a, b in segmenter.split_long(text, lambda t: len(t.split()), 10)] == [
        "Der Mann ging nach Hause, weil es regnete;",
        "die Frau blieb in der Stadt, obwohl sie müde war.",
    ]


@pytest.mark.parametrize("text", [
    "Er sah YouTube auf seinem iPhone bei McDonald.",
    "Die WikiLeaks-Enthüllung und BlackBerry.",
    "Liebe SchülerInnen und StudentInnen.",
    "Mit wachsendem Entsetzen und leuchtendem Rot.",
    "Das gilt z. B. auch, usw., hier.",
    "Die Ärztin, der Polizist und die Kinder im Verein.",
    "Am 3., 4. und 5. Mai kamen ca. dreißig Leute.",
    "Der Grund im Hintergrund war Wein und Stein.",
    "Sie steht auf Open.de und Office.org, auf OpenOffice.org auch; Open, Office.",
    "Die Datei heißt Bericht.Anfang.txt.",
    "Mehr dazu auf unserer Seite. www.example.org ist die Adresse.",
    "Das ist in .NET und Node.js so, auch bei 3.500 m und 20.15 Uhr.",
    "Der Mann, die Frau und „das“, wie sie sagte: „Nein.“",
])  # fmt: skip
def test_clean_text_is_left_alone(text: str) -> None:
    assert repair.repair(text) == repair.Mended(text)


@pytest.mark.parametrize(("damaged", "mended"), [
    ("Ein großer BesuchVorangegangen waren Gespräche.", "Ein großer Besuch. Vorangegangen waren Gespräche."),
    ("Er leistete Militärhilfeein Land.", "Er leistete Militärhilfe ein Land."),
    ("Davon betroffenund erwähnt.", "Davon betroffen und erwähnt."),
    ("Das sagte dieRegierung gestern.", "Das sagte die Regierung gestern."),
    ("Im Jahr 2000., als er kam.", "Im Jahr 2000, als er kam."),
    ("Er wollte liefern., als sie kam.", "Er wollte liefern, als sie kam."),
    ("Waffen zu liefern. dringend benötigt.", "Waffen zu liefern, dringend benötigt."),
    ("Besuch in Nordkorea Dabei wird verhandelt.", "Besuch in Nordkorea. Dabei wird verhandelt."),
    ("Kim Jong Un traf Kim Jong UnKim Jong Il.", "Kim Jong Un traf Kim Jong Un Kim Jong Il."),
    ("Das ist das Ende.Anfang ist es.", "Das ist das Ende. Anfang ist es."),
    ("Er ging!Wohin?Niemand wusste es.", "Er ging! Wohin? Niemand wusste es."),
    ("Wir gewannen (mit Glück).Trainer Müller jubelte.", "Wir gewannen (mit Glück). Trainer Müller jubelte."),
    ("Er ging.„Endlich“, sagte sie.", "Er ging. „Endlich“, sagte sie."),
    ('Er ging."Endlich", sagte sie.', 'Er ging. "Endlich", sagte sie.'),
    ('"Er ging."Sie blieb.', '"Er ging." Sie blieb.'),
    ("Er sah das Haus,das dort steht.", "Er sah das Haus, das dort steht."),
    ("Er kam , als sie ging .Dann regnete es .", "Er kam, als sie ging. Dann regnete es."),
    ("„Das geht“,sagte sie:„Ja.“", "„Das geht“, sagte sie: „Ja.“"),
    ("Er kam am 31.12.Um 20Uhr waren 3,5Prozent da.", "Er kam am 31.12. Um 20 Uhr waren 3,5 Prozent da."),
    ("DER KANZLER TRAT AB. DAS HAUS.ER GING.", "DER KANZLER TRAT AB. DAS HAUS. ER GING."),
    ("Sie ging am Ende.2018 war das.", "Sie ging am Ende. 2018 war das."),
    ("Die Re\u00adgie\u200brung schweigt &amp; wartet.", "Die Regierung schweigt & wartet."),
])  # fmt: skip
def test_damage_is_mended(damaged: str, mended: str) -> None:
    assert repair.repair(damaged).text == mended
    assert repair.repair(mended) == repair.Mended(mended)


_PIECES = ["Ende", "Militärhilfe", "ein", "Un", "Kim", "Dabei", "wird", "2000", "das", *'., „"\u00ad']


@given(st.lists(st.sampled_from(_PIECES), max_size=30))
def test_repairs_tell_what_was_changed_and_where(words: list[str]) -> None:
    text = "".join(words)
    mended = repair.repair(text)
    assert all(text[r.start : r.end] == r.before for r in mended.repairs)
    origins = [mended.original(offset) for offset in range(len(mended.text) + 1)]
    assert origins == sorted(origins)
    assert origins[-1] == len(text)
    # No repair of these pieces changes a letter: what was not put in stands where it says.
    letters = [(offset, letter) for offset, letter in enumerate(mended.text) if letter.isalnum()]
    assert [(origins[offset], letter) for offset, letter in letters] == [
        (offset, letter) for offset, letter in enumerate(text) if letter.isalnum()
    ]
