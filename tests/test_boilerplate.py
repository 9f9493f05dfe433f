"""Lines that are no part of an article, and such as only look like it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.linked import LinkedText
from translate.documents.boilerplate import reason
from translate.formats.plain import PlainText

BOILERPLATE = {
    "navigation": [
        "Menü Suche Login Abo", "Menü", "Startseite | Politik | Sport", "Startseite > Politik > Ausland",
        "Politik Wirtschaft Sport Kultur Reise", "Zum Inhalt springen", "Home Suche", "Anmelden Registrieren",
        "Impressum Datenschutz AGB Kontakt", "Impressum | Datenschutzerklärung", "Nach oben", "Mein Konto Abmelden",
        "Politik\tWirtschaft\tSport", "Home › Sport › Fußball › 2. Bundesliga", "MENÜ SUCHE E-PAPER ABO",
        "Zurück zur Startseite", "Nachrichten Sport Wetter Mediathek", "Hauptmenü", "Zur Navigation springen",
        "Lesezeit: 3 Minuten",
        "© 2021 Nordwest-Zeitung. Alle Rechte vorbehalten.",
    ],
    "related article": [
        "Lesen Sie auch: Was der Minister verschwieg", "Lesen Sie auch", "Mehr zum Thema", "Mehr zum Thema:",
        "Lesen Sie hier mehr zum Konflikt.", "Das könnte Sie auch interessieren", "Auch interessant: Der neue Chef",
        "Weitere Artikel", "Meistgelesen", "Siehe auch: Haushalt 2020", "Lesen Sie dazu auch: Die Folgen",
        "Weiterlesen …", "Ähnliche Artikel", "Mehr zu diesem Thema", "Sehen Sie auch: Bilder vom Fest",
        "Mehr zu: Olaf Scholz", "Hier weiterlesen: Die Chronik", "Zum Artikel", "Mehr Nachrichten aus Oldenburg",
    ],
    "cookie banner": [
        "Wir verwenden Cookies, um Ihnen das beste Erlebnis zu bieten. Mehr erfahren", "Alle akzeptieren",
        "Diese Website nutzt Cookies.", "Cookies akzeptieren", "Cookie-Einstellungen", "Akzeptieren Ablehnen",
        "Nur notwendige Cookies zulassen", "Zustimmen und weiterlesen", "Einstellungen verwalten",
        "Durch die Nutzung dieser Seite stimmen Sie der Verwendung von Cookies zu.",
        "Empfohlener redaktioneller Inhalt", "Mehr erfahren | Ablehnen | Alle akzeptieren",
        "Wir respektieren Ihre Privatsphäre", "Mit Klick auf „OK“ stimmen Sie der Nutzung von Cookies zu.",
    ],
    "share buttons": [
        "Facebook Twitter WhatsApp E-Mail", "Teilen Drucken Merken", "Artikel teilen", "Auf Facebook teilen",
        "Facebook | Twitter | Mail", "Per E-Mail versenden", "Teilen", "Link kopieren", "Folgen Sie uns auf Twitter!",
        "Facebook, X.com, LinkedIn", "Teilen Twittern Mailen", "Artikel drucken", "Beitrag merken",
        "Teilen auf Facebook Twitter WhatsApp", "12 Kommentare", "Kommentare (3)",
    ],
    "photo credit": [
        "Foto: dpa/Anna Müller", "© Reuters", "Foto: AP", "Bild: picture alliance / dpa", "Fotos: Peter Schmidt",
        "Foto: Müller-Meier/dpa", "Foto: Jutta Müller-dpa", "Foto: Müller-picture alliance",
        "(Foto: dpa)", "© dpa", "© 2020 AFP", "Quelle: dpa", "Foto: Bernd von Jutrczenka/dpa",
        "Bildquelle: Getty Images", "© dpa-infocom", "Symbolbild: imago images/Meier",
        "dpa/Soeren Stache", "Archivfoto: Müller",
        "Foto: Soeren Stache/dpa-Zentralbild/dpa", "(c) Anna Müller", "Fotos: dpa (2)",
    ],
    "newsletter": [
        "Abonnieren Sie unseren Newsletter", "Jetzt Newsletter abonnieren!", "Newsletter", "Zum Newsletter anmelden",
        "Melden Sie sich hier für unseren kostenlosen Newsletter an.", "Hier Newsletter bestellen",
        "Mit unserem Newsletter verpassen Sie nichts.", "Verpassen Sie keine Nachricht!",
    ],
    "advertisement": [
        "Anzeige", "- Anzeige -", "ANZEIGE", "Werbung", "[Anzeige]", "Weiterlesen nach der Anzeige", "*** Werbung ***",
        "Der Artikel wird nach der Anzeige fortgesetzt", "Advertisement",
    ],
    "paywall": [
        "Jetzt weiterlesen", "Dieser Artikel ist nur für Abonnenten.", "Sie haben bereits ein Abo? Hier einloggen",
        "Noch kein Abo?", "Jetzt 4 Wochen kostenlos testen", "Exklusiv für Abonnenten", "Jederzeit kündbar.",
        "Bereits Abonnent? Jetzt anmelden", "Melden Sie sich an, um weiterzulesen.", "Weiterlesen mit SPIEGEL+",
        "Um diesen Artikel zu lesen, benötigen Sie ein Abo.", "Jetzt registrieren",
    ],
}  # fmt: skip
TEXT = [
    "Suche nach der Ursache", "Politik und Wirtschaft streiten", "Der Sport lebt", "Kultur", "Politik Wirtschaft",
    "Lesen Sie viel?", "Lesen Sie mehr Bücher!", "Mehr zum Leben braucht niemand.", "Wir verwenden keine Plätzchen.",
    "„Wir verwenden Cookies“, sagte der Sprecher der Firma am Montag.", "Facebook und Twitter löschen Konten",
    "Facebook löscht Konten", "Twitter", "Teilen ist schwer", "Foto des Tages", "Das Foto: ein Zufall",
    "Bild: Das Haus brannte am Montag ab.", "Video: So schön war der Tag", "Quelle: Das sagt die Polizei dazu",
    "Anzeige gegen Unbekannt", "Werbung wirkt", "Der Newsletter der Partei erscheint montags.",
    "Die Anzeige wurde erstattet.", "Dieser Artikel stammt aus dem Archiv und war lange vergessen.",
    "Jetzt testen die Ärzte weiter.", "Sie haben gewonnen.", "Haben Sie noch Fragen?", "Anmelden muss sich niemand",
    "Mehr Geld für Kitas", "Weitere Tote in Syrien", "Startseite des Portals geändert", "Home Office", "Live",
    "Das Abo der Bahn wird teurer.", "Datenschutz: Was sich ändert", "Menü mit drei Gängen", "Video zeigt Angriff",
    "Kontakt zu Außerirdischen", "Tesla/VW", "Rhein/Main", "Grafik zeigt Anstieg der Zahlen",
    "Mehr Bilder von Kindern im Netz", "Mit dem Abo der Bahn testen Kunden den Zugang.",
    "Mehr Nachrichten, weniger Sinn",
    "Bundesliga Live im Fernsehen", "Reise nach Jerusalem", "Alle ablehnen, das war sein Rat.",
]  # fmt: skip


@pytest.mark.parametrize(("why", "line"), [(why, line) for why, lines in BOILERPLATE.items() for line in lines])
def test_boilerplate(why: str, line: str) -> None:
    assert reason(line) == why


@pytest.mark.parametrize("line", TEXT)
def test_text(line: str) -> None:
    assert reason(line) is None


ARTICLE = """\
Menü Suche Login Abo

Der Titel des Artikels
Foto: dpa/Anna Müller

Der Kanzler sagte am Montag, die Regierung werde die Hilfe für die Ukraine
Lesen Sie auch: Was der Minister verschwieg
ausweiten und neue Verhandlungen führen.

Facebook
Twitter
WhatsApp

Anzeige
"""


def test_clean_drops_them_and_tells_what() -> None:
    document = PlainText(clean=True).document(ARTICLE)
    assert [segment.text for segment in document.segments] == [
        "Der Titel des Artikels",
        "Der Kanzler sagte am Montag, die Regierung werde die Hilfe für die Ukraine",
        "ausweiten und neue Verhandlungen führen.",
    ]
    assert [(one.text, one.reason) for one in document.dropped] == [
        ("Menü Suche Login Abo", "navigation"), ("Foto: dpa/Anna Müller", "photo credit"),
        ("Lesen Sie auch: Was der Minister verschwieg", "related article"), ("Facebook", "share buttons"),
        ("Twitter", "share buttons"), ("WhatsApp", "share buttons"), ("Anzeige", "advertisement"),
    ]  # fmt: skip
    assert all(ARTICLE[one.start : one.end] == one.text for one in document.dropped)
    assert document.passed_through == ()


@pytest.mark.parametrize(
    "text", ["- Sport\n- Kultur\n- Reise", "Politik, Wirtschaft, Sport", "Twitter", "Kultur\n\nSport"]
)
def test_short_lists_of_subjects_are_text(text: str) -> None:
    assert PlainText(clean=True).document(text).dropped == ()


def test_without_clean_they_are_lines_of_their_own() -> None:
    document = PlainText().document(ARTICLE)
    assert document.dropped == ()
    assert "Lesen Sie auch: Was der Minister verschwieg" in [segment.text for segment in document.segments]
    assert "Menü Suche Login Abo" in [segment.text for segment in document.segments]


def test_rendering_leaves_no_holes() -> None:
    document = PlainText(clean=True).document(ARTICLE)
    translations = [LinkedText(text) for text in ("Title", "One", "two.")]
    assert PlainText().render(document, translations).decode() == "Title\n\nOne\ntwo.\n\n"
    with_crlf = PlainText(clean=True).document(ARTICLE.replace("\n", "\r\n"))
    assert PlainText().render(with_crlf, translations).decode() == "Title\r\n\r\nOne\r\ntwo.\r\n\r\n"


@pytest.mark.parametrize("credit", ["(image: ", "© 2021 ", "Foto: ", "AFP/"])
@pytest.mark.parametrize("names", ["B-", "Ab-", "A. ", "A-b", " "])
def test_a_credit_of_very_many_names_ends(credit: str, names: str) -> None:
    """Each hyphen is either within a name or between two, and not tried as both."""
    assert reason(credit + names * 200 + "§") is None


@given(
    st.lists(st.sampled_from(["Menü", "Anzeige", "Ein Satz.", "", "  ", "- Teilen", "\tFoto: dpa", "***"]), max_size=12)
)
def test_what_is_kept_is_kept_whatever_is_left_out(lines: list[str]) -> None:
    text = "\n".join(lines)
    document = PlainText(clean=True).document(text)
    rendered = PlainText().render(document, [LinkedText(segment.text) for segment in document.segments]).decode()
    dropped = {one.text for one in document.dropped}
    assert [line for line in rendered.split("\n") if line.strip()] == [
        line for line in lines if line.strip() and line.strip() not in dropped
    ]
