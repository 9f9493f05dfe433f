"""What scraping breaks, and how it is mended."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.documents import repair


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
    "Die Ein- und Ausfuhr.",
    "BahnCard, YouTube, McDonald, TikTok, MitarbeiterInnen, SportScheck, WhatsApp, eBay.",
    "10:30 Uhr und 3:1 gewonnen.",
    "Bürger:innen und Kolleg/innen.",
    "Haupt- und Nebensache, Vor- oder Nachteil, Nord- bzw. Südseite.",
    "Die Zahlen stehen in KämmereiStadtwerke.xlsx und auf www.HausBau.de/DasHaus.",
    "Das (inter)nationale Treffen, (mit)machen, Frau(en) und Lehrer(innen).",
    "Die Sommer- beziehungsweise Winterzeit, die grün- schwarz regierten Länder.",
    "Es steht 3 : 1, er lacht :) und sagt ,so‘.",
    "«Es ist gut.» Dann ging er. »Es ist gut.« Dann ging er.",
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
    ("Die Re\u00adgie\u200brung schweigt.", "Die Regierung schweigt."),
    ("Es kostet 9 Euro,ermäßigt 5.", "Es kostet 9 Euro, ermäßigt 5."),
    ("Das ist unklar;der Rest auch.", "Das ist unklar; der Rest auch."),
    ("Er war bestürzt.»Dass es so ist«, sagte er.", "Er war bestürzt. »Dass es so ist«, sagte er."),
    ("»Es ist gut.«Dann ging er.", "»Es ist gut.« Dann ging er."),
    ("Berlin (dpa)meldet es.", "Berlin (dpa) meldet es."),
    ("(am Montag)–Der Kanzler kam.", "(am Montag) – Der Kanzler kam."),
    ("Er ent- schied sich.", "Er entschied sich."),
    ("Die MinisterBaerbock kam.", "Die Minister Baerbock kam."),
    ("Er ging ,nach Hause.", "Er ging, nach Hause."),
    ("Er kam ; sie ging .", "Er kam; sie ging."),
    ("Haus:das ist gut.", "Haus: das ist gut."),
    ("Er sagte:“Ja.“", "Er sagte: “Ja.“"),
    ("Was?Wirklich!Ja.", "Was? Wirklich! Ja."),
    ("Ende.das war gut.", "Ende. das war gut."),
    ("Die Stadt(Berlin)ist groß.", "Die Stadt (Berlin) ist groß."),
    ("Er sagte:das ist gut.", "Er sagte: das ist gut."),
    ("KanzlerinMerkel und PräsidentTrump.", "Kanzlerin Merkel und Präsident Trump."),
    ("Der Außenminister,der kam,ging.", "Der Außenminister, der kam, ging."),
    ("Er kam,sah und siegte.", "Er kam, sah und siegte."),
    ("Die Ver- handlungen gehen wei- ter.", "Die Verhandlungen gehen weiter."),
    ("«Es ist gut.»Dann ging er.", "«Es ist gut.» Dann ging er."),
    ("Er ging.«Endlich», sagte sie.", "Er ging. «Endlich», sagte sie."),
    ("« Guten Tag ! » Er rief « Nein » und ging.", "«Guten Tag!» Er rief «Nein» und ging."),
    ("Das war das Ende.das glaubte niemand.", "Das war das Ende. das glaubte niemand."),
    ("Die Re- gierung zahlt.", "Die Regierung zahlt."),
    ("Der Minister(CDU)kam.", "Der Minister (CDU) kam."),
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
