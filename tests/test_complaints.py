"""What users of other translators of documents complained about, with sentences of our own and the bundled model.

What the model says may change, so most tests look at the marks and not at the wording.
"""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from office_files import member, word
from test_epub import zipped

from glossary.terms import Glossary, Term
from translate.api import Translator

pytestmark = [pytest.mark.model, pytest.mark.slow]

# Translates the data of a file with a name.
Translate = Callable[[str, str | bytes], bytes]


@pytest.fixture(scope="module")
def translator() -> Translator:
    return Translator(memory=False, notify=lambda text: None)


@pytest.fixture
def translate(translator: Translator, tmp_path: Path) -> Translate:
    def of(name: str, data: str | bytes) -> bytes:
        file = tmp_path / name
        file.write_bytes(data.encode() if isinstance(data, str) else data)
        made = translator.translate_file(file).data
        assert made is not None
        return made

    return of


def page(translate: Translate, text: str) -> str:
    return translate("a.html", f"<p>{text}</p>").decode().removeprefix("<p>").removesuffix("</p>")


def bare(text: str) -> str:
    return re.sub(r"<[^>]*>", "", text)


def nests(text: str) -> bool:
    stack: list[str] = []
    for closing, name in re.findall(r"<(/?)(\w+)[^>]*>", text):
        if not closing:
            stack.append(name)
        elif not stack or stack.pop() != name:
            return False
    return not stack


@pytest.mark.parametrize(
    "text",
    [
        "Die <a>Wohnung</a>en in der Altstadt sind teuer.", "Das ist der <a>Kanzler</a>s größter Fehler.",
        "Wir kennen alle <a>Mitarbeiter</a>innen persönlich.", "Die neuen <a>Regel</a>n gelten ab Montag.",
        "Die <a>Feuerwehr</a>leute kamen zu spät.", "Viele <a>Haus</a>besitzer fürchten die neue Steuer.",
    ],
)  # fmt: skip
def test_no_tail_of_a_word_stands_outside_of_its_link(translate: Translate, text: str) -> None:
    found = re.search(r"(\w?)<a>([^<]+)</a>(\w?)", page(translate, text))
    assert found is not None
    assert found[1] == found[3] == ""
    assert found[2] == found[2].strip()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Die Datei <code>{0}</code> konnte nicht geöffnet werden.", ["{0}"]),
        ("Der Benutzer <code>$user</code> hat das Dokument <code>$doc</code> gelöscht.", ["$user", "$doc"]),
        ("Guten Tag, <i translate=no>{name}</i>, Ihre Bestellung ist unterwegs.", ["{name}"]),
        ("Sie haben am <code>{datum}</code> um <code>{zeit}</code> einen Termin.", ["{datum}", "{zeit}"]),
        ("Bitte rufen Sie uns unter <code>{tel}</code> an, wenn Sie Fragen haben.", ["{tel}"]),
        ("Sie haben jetzt <code>%d</code> Artikel im Warenkorb.", ["%d"]),
    ],
)
def test_placeholders_do_not_jump_to_the_front(translate: Translate, text: str, names: list[str]) -> None:
    shown = bare(page(translate, text))
    assert [shown.count(name) for name in names] == [1] * len(names)
    assert min(map(shown.index, names)) > 2 or text.index("%d" if "%d" in text else ">") < 3


@pytest.mark.parametrize(
    "text",
    [
        "Am Montag ist geschlossen,<br>am Dienstag ist geöffnet.", "Bahnhofstraße 12<br>80331 München<br>Deutschland",
        "Wir danken Ihnen für Ihren Besuch.<br>Bis zum nächsten Jahr!", "Rosen sind rot,<br>der Himmel ist blau.",
        "Öffnungszeiten:<br/>Montag bis Freitag von 9 bis 17 Uhr", "Der Regen fällt,<br>die Straße wird nass.",
    ],
)  # fmt: skip
def test_lines_end_where_they_ended(translate: Translate, text: str) -> None:
    lines, own = (re.split(r"<br/?>", one) for one in (page(translate, text), text))
    assert len(lines) == len(own)
    assert all(line and line == line.strip() for line in lines)
    assert all(0.4 < len(line) / len(german) < 2.5 for line, german in zip(lines, own, strict=True))


def test_a_line_ends_before_the_clause_of_the_next_line(translate: Translate) -> None:
    made = page(translate, "Der Zug fährt heute nicht,<br>weil das Personal streikt.")
    assert re.search(r"[,y]<br>(because|since|as) ", made)


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Unser Produkt ACMEX<sup>®</sup> ist in ganz Europa erhältlich.", "ACMEX<sup>®</sup>"),
        ("Mit VELORA<sup>™</sup> bleibt die Wohnung warm.", "VELORA<sup>™</sup>"),
        ("Die Tabletten von Nuravit<sup>®</sup> helfen, sagt der Arzt.", "Nuravit<sup>®</sup>"),
        ("Fragen Sie nach LUMITEX<sup>©</sup>, wenn Sie Licht brauchen.", "LUMITEX<sup>©</sup>"),
        ("Der Garten ist 400 m<sup>2</sup> groß.", "m<sup>2</sup>"),
        ("Ein Ausstoß von 80 Gramm CO<sub>2</sub> ist erlaubt.", "CO<sub>2</sub>"),
    ],
)
def test_signs_that_are_set_high_stay_with_their_name(translate: Translate, text: str, whole: str) -> None:
    assert page(translate, text).count(whole) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Das <b>Wetter</b> wird am <i>Wochenende</i> besser.", "Sie sprach mit (<b>fast</b>) allen Nachbarn.",
        "Der <b>Präsident </b>kommt<i> morgen</i> nach Berlin.", "<b>Achtung:</b> Der Hund beißt.",
        "Das <b>Rathaus</b>, die <b>Kirche</b> und der <b>Markt</b> sind sehenswert.",
        "Er sagte „<em>nie wieder</em>“ und ging.", "Das ist<b> sehr </b>wichtig für uns.",
        "Ein Bild <img src='a.png'> von meinem Haus.", "In Ihrem Korb liegen <img src='a.png'> Artikel.",
    ],
)  # fmt: skip
def test_spaces_around_tags_are_neither_lost_nor_doubled(translate: Translate, text: str) -> None:
    made = page(translate, text)
    shown = bare(re.sub(r"<img[^>]*>", "X", made))
    assert "  " not in shown
    assert not re.search(r"\s[,.;:!?)]|\(\s|\w[(„]", shown)
    assert not re.search(r"\w<(?:b|i|em|img)\b[^>]*>\w|\w</(?:b|i|em)>\w", made)
    if "<img" in made:
        assert re.search(r"(?:^| )<img[^>]*>(?: |\.|$)", made)


@pytest.mark.parametrize(
    "text",
    [
        "Der <b><i>alte</i> Mann</b> ging langsam nach Hause.",
        "Lesen Sie <a>den <b>ganzen</b> Bericht</a> auf unserer Seite.",
        "<b>Die <i>große <u>Koalition</u></i></b> ist am Ende.",
        "Wir haben <b>den Vertrag <em>gestern</em> unterschrieben</b>.",
        "Mehr erfahren Sie <a><span><b>hier</b></span></a>.",
        "Im <a>Museum <i>für <b>moderne</b> Kunst</i></a> ist heute freier Eintritt.",
    ],
)
def test_elements_in_elements_stay_in_them(translate: Translate, text: str) -> None:
    made = page(translate, text)
    assert nests(made)
    assert re.findall(r"<\w+>", made) == re.findall(r"<\w+>", text)
    assert not re.search(r"<(\w+)>\s*</\1>", made)


@pytest.mark.parametrize(
    "text",
    [
        "Sie können eine `def`-*Pfadoperation* wie üblich schreiben.", "Jede `GET`-*Anfrage* wird protokolliert.",
        "Nutzen Sie die `async`-*Funktion* für lange Anfragen.", "Die `SELECT`-*Abfrage* liefert keine Zeilen.",
        "Der `main`-*Zweig* ist gesperrt.", "Das `class`-*Attribut* fehlt in der Vorlage.",
    ],
)  # fmt: skip
def test_emphasis_that_touches_code_is_kept(translate: Translate, text: str) -> None:
    code = re.findall(r"`\w+`", text)[0]
    made = translate("a.md", text).decode()
    assert code in made
    assert re.search(r"\*\w[^*`]*\*", made)


@pytest.mark.parametrize(
    "text",
    [
        "Es tut mir leid, dass wir **heute** nicht ins Kino gehen können.", "Wir können **heute** nicht kommen.",
        "Er sagt, dass sie **heute** nicht parken dürfen.", "Schade, dass du **heute** nicht arbeiten kannst.",
        "Ich weiß, dass ihr **heute** nicht spielen wollt.", "Leider konnte er **heute** nicht arbeiten.",
    ],
)  # fmt: skip
def test_emphasis_stands_on_the_word_and_not_on_the_verb_before_it(translate: Translate, text: str) -> None:
    made = translate("a.md", text).decode()
    assert "**today**" in made.lower()


@pytest.mark.parametrize(
    "text",
    [
        "Das hat der Minister gestern angekündigt[^1].", "Die Zahl der Unfälle ist gesunken[^1].",
        "Der Fluss ist im Sommer ausgetrocknet[^1].", "Das haben Forscher aus Kiel herausgefunden[^1].",
        "Die Stadt wurde im Krieg zerstört[^1].", "Im Jahr 1648 wurde der Vertrag geschlossen[^1].",
    ],
)  # fmt: skip
def test_links_to_footnotes_stand_before_the_full_stop(translate: Translate, text: str) -> None:
    made = translate("a.md", f"{text}\n\n[^1]: So stand es in der Zeitung.\n").decode()
    first, note = made.split("\n\n")
    assert re.search(r"\w\[\^1\]\.$", first)
    assert note.startswith("[^1]: ")
    assert "Zeitung" not in note


def test_links_to_footnotes_of_a_page_lead_there_and_back(translate: Translate) -> None:
    text = (
        '<p>Der Hof brannte ab<sup><a id="r1" href="#n1">1</a></sup>, das Vieh wurde gerettet'
        '<sup><a id="r2" href="#n2">2</a></sup>.</p><p id="n1"><a href="#r1">1</a> Im Mai.</p>'
        '<p id="n2"><a href="#r2">2</a> Im Juni.</p>'
    )
    made = translate("a.html", text).decode()
    for mark in ('id="r1" href="#n1">1<', 'id="r2" href="#n2">2<', 'id="n1"><a href="#r1">1<', '"n2"><a href="#r2">2<'):
        assert made.count(mark) == 1
    assert made.index("#n1") < made.index("#n2")


def test_code_is_not_translated(translate: Translate) -> None:
    code = '```python\nsage("Guten Morgen")  # grüßt alle\n```'
    indented = "    wenn Haus: gehe(weg)"
    made = translate(
        "a.md", f"Das Haus ist alt.\n\n{code}\n\nDer Hund schläft.\n\n{indented}\n\nMit `neu --alles` geht es."
    )
    assert all(part in made.decode() for part in (code, indented, "`neu --alles`"))
    assert "Hund" not in made.decode()
    shown = translate(
        "b.html", "<p>Der Hund schläft.</p><pre>Der Hund\n schläft.</pre><script>var hund = 'Der Hund';</script>"
    )
    assert shown.decode().endswith("<pre>Der Hund\n schläft.</pre><script>var hund = 'Der Hund';</script>")


def test_links_to_headings_find_them(translate: Translate) -> None:
    text = (
        "Siehe [unten](#häufige-fragen), [Preise](#preise-und-leistungen) und [uns](#wir).\n\n## Häufige Fragen\n\n"
        "## Preise und Leistungen\n\n## Über uns {#wir}\n"
    )
    made = translate("a.md", text).decode()
    slugs = {
        re.sub(r"[^\w-]", "", title.lower().replace(" ", "-")) for title in re.findall(r"^## ([^{\n]+)", made, re.M)
    }
    targets = re.findall(r"\]\(#([^)]*)\)", made)
    assert len(targets) == 3
    assert set(targets) <= {*slugs, "wir"}
    assert "{#wir}" in made


@pytest.mark.parametrize(
    ("text", "target"),
    [
        (
            "Die Anleitung steht in [der Datei](https://haus.de/anleitung-alt.html).",
            "(https://haus.de/anleitung-alt.html)",
        ),
        ("Fragen Sie [den Verband](<https://b.de/der hund>).", "(<https://b.de/der hund>)"),
        ("Das Bild ![Ein Hund](bilder/der-hund.png) ist alt.", "(bilder/der-hund.png)"),
        ("Die Seite <https://wetter.de/morgen> ist neu.", "<https://wetter.de/morgen>"),
        ("Schreiben Sie an post@amt-haus.de, wenn Sie Fragen haben.", "post@amt-haus.de"),
        ("[Die Ernte][ernte] war schlecht.\n\n[ernte]: /die/ernte.html", "[ernte]: /die/ernte.html"),
    ],
)
def test_targets_of_links_are_not_translated(translate: Translate, text: str, target: str) -> None:
    assert translate("a.md", text).decode().count(target) == 1


def test_headers_and_footers_of_a_document_are_translated(translate: Translate) -> None:
    def paragraph(text: str) -> str:
        return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"

    data = word(
        paragraph("Das Haus ist alt."), header=paragraph("Der Bericht der Stadt"),
        footer=paragraph("Diese Seite ist leer."),
    )  # fmt: skip
    made = translate("a.docx", data)
    assert "report" in member(made, "word/header1.xml").lower()
    assert "page" in member(made, "word/footer1.xml").lower()


@pytest.mark.parametrize(
    "runs",
    [
        ["Das Ha", "us ist", " alt."], ["Der Hund ", "schl", "äft im Gar", "ten."], ["D", "i", "e Kirche ist neu."],
        ["Wir warten ", "auf den ", "Zug."], ["Die Straße", " ", "wird na", "ss."], ["Der Arzt kommt heu", "te", "."],
    ],
)  # fmt: skip
def test_text_in_pieces_is_one_sentence(translate: Translate, runs: list[str]) -> None:
    body = "".join(f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>' for text in runs)
    parted, whole = (
        translate("a.docx", word(f"<w:p>{xml}</w:p>")) for xml in (body, f"<w:r><w:t>{''.join(runs)}</w:t></w:r>")
    )
    assert bare(member(parted, "word/inhalt.xml")) == bare(member(whole, "word/inhalt.xml"))


def test_times_and_marks_of_subtitles_stay_as_they_are(translate: Translate) -> None:
    film = (
        "1\n00:00:01,000 --> 00:00:03,000\n<i>Ich habe heute den Zug verpasst,</i>\n\n"
        "2\n00:00:03,100 --> 00:00:05,000\n<i>weil der Wecker nicht ging.</i>\n\n"
        "3\n00:00:06,000 --> 00:00:08,000\n{\\an8}- Kommst du?\n- Nein.\n"
    )
    made = translate("a.srt", film).decode()
    times = r"^(?:\d+|[\d:,]+ --> [\d:,]+)$"
    assert re.findall(times, made, re.M) == re.findall(times, film, re.M)
    assert (made.count("<i>"), made.count("</i>"), made.count("{\\an8}")) == (2, 2, 1)
    assert all(len(bare(line)) <= 42 for line in made.splitlines())
    assert [len(cue.splitlines()) for cue in made.strip().split("\n\n")] == [3, 3, 4]


@pytest.mark.parametrize(
    "cues",
    [
        ["Ich habe gestern meinen Bruder getroffen,", "der jetzt in Berlin wohnt."],
        ["Wenn es morgen regnet,", "bleiben wir alle zu Hause."],
        ["Er hat mir gesagt,", "dass er das Auto", "schon verkauft hat."],
        ["Die alte Frau aus dem dritten Stock", "hat uns einen Kuchen gebacken."],
        ["Wir müssen heute Abend", "noch mit dem Arzt sprechen."],
        ["Der Mann mit dem Hut,", "den du gesehen hast,", "ist mein Vater."],
    ],
)
def test_a_sentence_over_several_cues_is_shared_out_among_them(translate: Translate, cues: list[str]) -> None:
    head = "WEBVTT\n\n"
    film = head + "\n".join(f"00:{n:02}.000 --> 00:{n:02}.900\n{text}\n" for n, text in enumerate(cues, 1))
    made = translate("a.vtt", film).decode()
    shown = [" ".join(cue.splitlines()[1:]) for cue in made.removeprefix(head).strip().split("\n\n")]
    assert len(shown) == len(cues)
    assert all(shown)
    assert re.fullmatch(r"[A-Z][^.!?]*\.", " ".join(shown))


def test_a_book_is_found_by_its_package_and_not_by_names(translate: Translate) -> None:
    made = translate("a.epub", zipped())
    with zipfile.ZipFile(io.BytesIO(made)) as book:
        first = book.read("Buch/Text/eins.xhtml").decode()
        assert "house" in book.read("Buch/toc.ncx").decode().lower()
        assert "home" in book.read("Buch/Text/zwei b.xhtml").decode().lower()
        assert book.namelist()[0] == "mimetype"
    assert '<a epub:type="noteref" href="#n1" id="r1"><sup>1</sup></a>' in first
    assert '<a href="#r1">1</a>' in first


def test_each_bold_term_of_a_page_is_bold(translator: Translator, tmp_path: Path) -> None:
    terms = {
        "Staatsbesuch": "state visit", "Berater": "adviser", "Haushalt": "budget", "Kanzleramt": "Chancellery",
        "Feuerpause": "ceasefire", "Grenzübergang": "border crossing",
    }  # fmt: skip
    sentences = [
        "Der <b>Staatsbesuch</b> beginnt am Montag in Paris.", "Sein <b>Berater</b> kam gestern nach Berlin.",
        "Über den <b>Haushalt</b> wird seit Wochen gestritten.", "Im <b>Kanzleramt</b> brennt noch Licht.",
        "Beide Seiten haben eine <b>Feuerpause</b> vereinbart.", "Am <b>Grenzübergang</b> warten viele Menschen.",
    ]  # fmt: skip
    file = tmp_path / "a.html"
    file.write_text("".join(f"<p>{sentence}</p>" for sentence in sentences), encoding="utf-8")
    glossary = Glossary(tuple(Term(source, target) for source, target in terms.items()))
    made = translator.translate_file(file, glossary=glossary).data
    assert made is not None
    bold = re.findall(r"<b>([^<]*)</b>", made.decode())
    assert [text.lower() for text in bold] == [text.lower() for text in terms.values()]
