"""Tests for `translate.literals`."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate import literals

FOUND = [
    ("Mail an reservierung@gasthof-zum-löwen.de.", "email", ["reservierung@gasthof-zum-löwen.de"]),
    ("(an a.b+c@x-y.co.uk, b@z.eu)", "email", ["a.b+c@x-y.co.uk", "b@z.eu"]),
    ("Siehe www.stadt.de/x, www.amt.de.", "url", ["www.stadt.de/x", "www.amt.de"]),
    ("Auf https://de.wikipedia.org/wiki/Haus_(Film)?a=1&b=2.", "url",
     ["https://de.wikipedia.org/wiki/Haus_(Film)?a=1&b=2"]),
    ("(vgl. http://x.de/a;b).", "url", ["http://x.de/a;b"]),
    ("mailto:a@b.de und ftp://x.y/z", "url", ["mailto:a@b.de", "ftp://x.y/z"]),
    ("Bei spiegel.de, stadt-köln.de/amt und example.com:8080.", "domain",
     ["spiegel.de", "stadt-köln.de/amt", "example.com:8080"]),
    ("@Amt_Nord und @user@mastodon.social!", "handle", ["@Amt_Nord", "@user@mastodon.social"]),
    ("#hochwasser-Lage, #Köln2024 und #b-day", "hashtag", ["#hochwasser", "#Köln2024", "#b-day"]),
    (r"C:\Daten\Berichte, \\server\akten\x.", "path", [r"C:\Daten\Berichte", r"\\server\akten\x"]),
    ("Bericht_2023.pdf, src/main.py und foto.final.JPG.", "path",
     ["Bericht_2023.pdf", "src/main.py", "foto.final.JPG"]),
    ("in /etc/hosts, ~/akten und ./start", "path", ["/etc/hosts", "~/akten", "./start"]),
    ("%(anzahl)d, {name}, %s, ${x}, {{ y }}, %1$s.", "placeholder",
     ["%(anzahl)d", "{name}", "%s", "${x}", "{{ y }}", "%1$s"]),
    ("<b>fett</b><br/><a href='x'>", "tag", ["<b>", "</b>", "<br/>", "<a href='x'>"]),
    ("mit `git status` und ``a b``", "code", ["`git status`", "``a b``"]),
    ("v2, v2.10.3, 2.10.3-rc.1 und Version 3.11, v2.0-beta.", "version",
     ["v2", "v2.10.3", "2.10.3-rc.1", "3.11", "v2.0-beta"]),
    ("DE89 3704 0044 0532 0130 00, AT611904300234573201", "iban",
     ["DE89 3704 0044 0532 0130 00", "AT611904300234573201"]),
    ("ISBN 978-3-16-148410-0, ISBN 3-16-148410-X.", "isbn", ["978-3-16-148410-0", "3-16-148410-X"]),
    ("030 12 34 56, +49 (0)30 123456-0, 0151/1234567", "telephone",
     ["030 12 34 56", "+49 (0)30 123456-0", "0151/1234567"]),
    ("§ 12 Abs. 3 Nr. 4 BauGB, §§ 5–7 StGB, § 3a.", "paragraph", ["§ 12 Abs. 3 Nr. 4 BauGB", "§§ 5–7 StGB", "§ 3a"]),
    ("Art. 5 Abs. 1 Satz 2 GG und Art. 16a GG", "paragraph", ["Art. 5 Abs. 1 Satz 2 GG", "Art. 16a GG"]),
    ("1 BvR 357/05, 12 O 345/20", "docket", ["1 BvR 357/05", "12 O 345/20"]),
    ("am 2023-10-07T12:00:00Z", "timestamp", ["2023-10-07T12:00:00Z"]),
    ("192.168.0.1:80, fe80::1 und (::ffff:10.1.1.1)", "address", ["192.168.0.1:80", "fe80::1", "::ffff:10.1.1.1"]),
    ("get_name(), foo_bar, --no-memory, main()", "identifier", ["get_name()", "foo_bar", "--no-memory", "main()"]),
    ("Redis::X_Y, std::sort() und Zimmer #3, #01/20", "identifier", ["Redis::X_Y", "std::sort()", "#3", "#01/20"]),
    ("In der Hauptstraße 12, der Musterstr. 5a.", "street", ["Hauptstraße 12", "Musterstr. 5a"]),
]  # fmt: skip


NONE = [
    "Das ist gut.es war so. Ende.Das war es.In Bonn.",
    "z. B. und/oder, 1/2, u.a., d.h., 3,5 Mio., 10.000 Euro",
    "Um 14.30 Uhr am 7.10.2023 und am 1.5. (Freitag)",
    "1.000.000 Menschen, 2010–2012, 1:0, 12/13, AC/DC",
    "100 % sind 50%ige Lösung, 5 %der Leute, 5 $ und $5",
    "Bürger_innen, Kund*innen, Q&A, AT&T, C++, a@b, 12:30:15",
    "Er sagte: 'Nein' ``Zitat'' und `So' sowie `so'",
    "Er wog 007 Gramm, 0,75 Liter und 00:15 Uhr.",
    "Der Weg 12 war steinig, am Marktplatz 3. Oktober",
    "5 < 6 und 7 > 3",
    "Absatz 3, Satz 2",
    "Käufer 4639, Tabellenplatz 3, Weltranglistenplatz 12, Bundesstraße 2",
    "Lernsommer.SH 2020, Ende.Das",
]


@pytest.mark.parametrize(("text", "kind", "expected"), FOUND)
def test_literals_are_found_by_their_form(text: str, kind: str, expected: list[str]) -> None:
    found = literals.find(text)
    assert [text[one.start : one.end] for one in found if one.kind == kind] == expected


@pytest.mark.parametrize("text", NONE)
def test_other_text_has_none(text: str) -> None:
    assert literals.find(text) == []


@given(st.text(alphabet="ab1.@/#%{}<>`§ :\\-_()wDE0'\"\n", max_size=60))
def test_they_are_in_order_inside_the_text_and_apart(text: str) -> None:
    at = 0
    for one in literals.find(text):
        assert at <= one.start < one.end <= len(text)
        at = one.end


@pytest.mark.parametrize("unit", ["a", "a.", "1.", "@", "/a", "<a ", "`a ", "www.", "0 1 ", "_a", "+1 ", "(0"])
def test_a_long_text_without_spaces_ends(unit: str) -> None:
    # Quadratic time would take hours for it.
    assert len(literals.find(unit * (200_000 // len(unit)))) <= 200_000
