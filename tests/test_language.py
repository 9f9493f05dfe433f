"""Whether a text is German."""

import pytest
from conftest import ROOT

from translate.documents.language import foreign
from translate.formats.plain import PlainText

FOREIGN = {
    "English": "The minister said on Monday that the talks would go on for at least another week, but that "
    "nobody should expect too much of them.",
    "French": "Le ministre a dit lundi que les négociations allaient continuer pendant une semaine, mais que "
    "personne ne devait en attendre trop.",
    "Spanish": "El ministro dijo el lunes que las negociaciones durarían por lo menos una semana más, pero que nadie "
    "debería esperar demasiado.",
    "Italian": "Il ministro ha detto lunedì che i colloqui dureranno ancora una settimana, ma che nessuno dovrebbe "
    "aspettarsi troppo dalla riunione del gruppo.",
    "Dutch": "De minister zei maandag dat het overleg nog een week zou duren, maar dat niemand er te veel van moet "
    "verwachten, ook al zijn de partijen het bijna eens.",
    "Polish": "Minister powiedział w poniedziałek, że rozmowy potrwają jeszcze tydzień, ale że nikt nie powinien "
    "oczekiwać zbyt wiele, bo jest to dla nich trudne.",
    "Swedish": "Ministern sade på måndagen att samtalen skulle pågå i minst en vecka till, men att ingen borde "
    "vänta sig för mycket av dem, och att han inte var nöjd.",
}  # fmt: skip
GERMAN = [
    "Der Minister sagte am Montag, die Gespräche würden noch mindestens eine Woche dauern, doch niemand solle sich "
    "zu viel davon versprechen.",
    "„We shall never surrender“, sagte er. „We shall fight on the beaches, we shall fight on the landing grounds“, das "
    "waren die Worte, mit denen Churchill sein Land auf den Krieg einschwor.",
    "Auf dem Programm stehen „The Sound of Silence“, „Bridge over Troubled Water“ und „The Boxer“ sowie "
    "weitere Lieder.",
    "Polizei sucht Zeugen nach Unfall in Oldenburg, zwei Verletzte, hoher Sachschaden, Straße gesperrt, Stau auf A28.",
]
TABLES = [
    "Borussia Dortmund\t34\t20\t8\t6\nReal Madrid\t38\t29\t4\t5\nManchester United\t38\t18\t3\t17\n" * 8,
    "The Dark Knight\nPulp Fiction\nBatman\nInception",
    "Aldi Nord Essen Germany Info Service Center Hotline Team Online Shop Newsletter App Download Login "
    "Logout Copyright",
    "12 34 56\n78 90",
    "",
    "%s: %d\n" * 40,
]


@pytest.mark.parametrize("language", FOREIGN)
def test_another_language_is_told(language: str) -> None:
    assert foreign(FOREIGN[language]) == (
        f"this does not look like German ({language}?); it is translated as if it were"
    )


def test_other_letters_are_told() -> None:
    text = "Министр заявил в понедельник, что переговоры продлятся ещё неделю."
    assert foreign(text) == "this does not look like German; it is translated as if it were"


def test_a_language_that_nobody_listed_is_told() -> None:
    text = (
        "Siku moja mtoto mdogo alikwenda sokoni kununua matunda pamoja na mama yake, wakakutana naye mwalimu wao. " * 4
    )
    assert foreign(text) == "this does not look like German; it is translated as if it were"


@pytest.mark.parametrize("text", [*GERMAN, *TABLES])
def test_german_short_texts_and_tables_are_not(text: str) -> None:
    assert foreign(text) is None


@pytest.mark.parametrize("name", FOREIGN)
def test_german_articles_with_quotations_are_not(name: str) -> None:
    assert foreign(f"{GERMAN[0]} {FOREIGN[name]} {GERMAN[0]}") is None


def test_the_examples_are_told_apart() -> None:
    german, english = (ROOT / "examples" / f"nordkorea.{one}.txt" for one in ("de", "en"))
    assert PlainText().parse(german.read_bytes(), "a").notices == ()
    [notice] = PlainText().parse(english.read_bytes(), "a").notices
    assert "(English?)" in notice
