"""Sentences, and parts of those that are too long."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.documents import segmenter


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
    # Titles, laws, offices, and what no list has.
    "Er ist Dr. med. Virchow aus Berlin.",
    "Das sagte Prof. em. Müller gestern.",
    "Sie ist LL. M. und Dr. iur. Meier.",
    "Dr. rer. nat. Angela Merkel kam.",
    "Dipl.-Ing. Schmidt und Dipl.-Kfm. Huber sprachen.",
    "Prof. Dr. h. c. mult. Karl Lehmann.",
    "MdB a. D. Peter Struck starb.",
    "Siehe Pkt. 3.2 der Satzung.",
    "Nach Art. 6 Abs. 1 UAbs. 1 Buchst. a DSGVO ist das erlaubt.",
    "Vgl. Rn. 12 und Anm. 3 im BGBl. I S. 345.",
    "§ 5 Abs. 1 Halbs. 2 BGB gilt.",
    "Das regelt § 3 i. V. m. § 5 BGB.",
    "Bgm. Huber und Abg. Meier sowie Stv. Müller kamen.",
    "Hptm. Schulz, Gen. Meier und Oblt. Fritz grüßten.",
    "Es waren ca. Zwölf Leute.",
    "Am 3. Jan. Treffen wir uns.",
    "Am 7.10. (Mittwoch) tagt der Rat.",
    "Am 24.12. um 10 Uhr ist Schluss.",
    "Am 1.5. (Freitag) ist frei.",
    "Der 1.000. Besucher kam.",
    "Das ist die 2.500. Ausgabe der Zeitung.",
    "Der 3. Platz ging an Bayern.",
    "Ludwig XIV. regierte lange.",
    "Das ist z. B. Wasser und u. a. Wein.",
    "Vgl. Abb. 3 auf S. 5.",
    "„Warum?“ fragte er.",
    "Was nun? fragte er.",
    "Yahoo! sagte ab.",
    "Er fuhr nach St. Pölten.",
    "Am Mo. und Di. ist zu.",
    "Die Fa. Müller GmbH & Co. KG zahlt.",
    "Er hat 5 Mio. Euro.",
    "Sie wohnt in der Hauptstr. 5 in Bonn.",
    "Er ist Jg. 1950 und ledig.",
    "Der Bf. Wien ist zu.",
    "Das war im Okt. 2019 so.",
    "Usw. usf. und so weiter.",
    "Sie sagte: „Ja.“ und ging.",
    "Der Angekl. Meier schwieg.",
    "Die Verf. Huber schreibt.",
    "Im 2. Weltkrieg starb er.",
    "Zugr. 3 ist da.",
    "Sie war bei Jeopardy! und gewann.",
    "Wer stiehlt mir die Show? so an.",
    "Fr. Dr. Berndt kam.",
    "Zuständig sind StR. Vogel und OStR. Maier.",
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
    "Das ist neu!| wirklich niemand wusste davon.",
    # Footnotes, words that are an abbreviation only sometimes, what begins with no capital.
    "Er wurde 1890 gegründet.[1]| Er lebte in Bonn.",
    "Er kam.²| Sie ging.",
    "Er kam.*| Sie ging.",
    "Er kam.†| Sie ging.",
    "„Er kam.“[6]| Sie ging.",
    "Das kam unerwartet.(3)| Sie ging.",
    "Er mag keine Art.| Peter schon.",
    "Das ist meine Art.| Peter mag sie.",
    "Er heißt Jan.| Trainer ist er auch.",
    "Wie geht es Dir.| Hast Du Zeit?",
    "Es sind 42 km.| Weber lief sie.",
    "Er lief 42 km.| Dann war Schluss.",
    "Er kam.| #hochwasser ist da.",
    "Er kam.| @Amt schrieb es.",
    "Mehr dazu hier.| www.stadt.de hilft.",
    "Er lachte. 😀| Dann ging er.",
    "Er kam.| 2018 war gut.",
    "Er kam.| – Sie ging.",
    "Er mag Apple.| iPhone und iPad sind toll.",
    "Er kauft ein.| eBay hilft.",
    "Ludwig XIV.| Der König kam.",
    "Gegen 14.30 Uhr.| Danach kam er.",
    "Siehe S. 12 ff.| Danach kommt Abb. 3.",
    "Wirklich?| ja, das stimmt.",
    "Das Ende kam am Fr.| Der Tag war lang.",
    "Er hat 5 Mio.| Das ist viel.",
    "Sie wohnt in der Hauptstr.| Er auch.",
    "Das ist Nr. 5.| Er kam.",
    "Er trank 2 l.| Danach schlief er.",
    "Sie kam usw.| Er ging.",
    "Sie sagte: „Ja.“| Er ging.",
    "Es war 5 Uhr...| Dann kam er.",
    "Er kam um 8.| Sie um 9.",
    "Am 8. Mai.| Das war ein Tag.",
    "Die Nr. 1.| Sie gewann.",
    "Er wurde 3.| Sie wurde 4.",
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
