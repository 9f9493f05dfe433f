"""Noise in the German of training pairs."""

import random
import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.terms import Sentence
from translate import literals
from translate.decoding import masking
from translate.training import corpus, invented, noise
from translate.training.corpus import Pair

PAIRS = [
    Pair("Der Minister sagte: „Das geht nicht.“", "The minister said: “That does not work.”", "news"),
    Pair("Gestern fuhr Frau Müller – wie immer – über die Straße.", "Yesterday Ms Müller crossed the street.", "news"),
    Pair("Er traf Lawrow in Berlin,dann flog er weiter.", "He met Lawrow in Berlin, then he flew on.", "news"),
    Pair("Der Zug ist weg. Wir warten auf den Bus.", "The train is gone. We are waiting for the bus.", "talks"),
    Pair("Mehr steht auf www.beispiel.de oder bei @presse.", "More is at www.beispiel.de or with @presse.", "l10n"),
    Pair("Umsatz steigt auf 25 % und 3 km", "Sales rise to 25 % and 3 km", "l10n"),
]
SEEDS = st.integers(0, 2**32)
GERMAN = st.text(alphabet="abeinrstÄöüßDHM .,:;!?-–„“\"'»«‚‘@#/1", min_size=1, max_size=80)


def _made(pair: Pair, kept: Callable[[Pair], bool] = lambda _: True) -> set[str]:
    """The noised German of a pair that many seeds make."""
    made = (noise.noised(pair, random.Random(seed)) for seed in range(1500))
    return {copy.german for copy in made if kept(copy)}


@pytest.mark.parametrize(
    ("german", "noised"),
    [
        # A space behind a mark that no rule puts back, or before a unit.
        ("Er lebt in Köln (heute: Luxor).", "Er lebt in Köln (heute:Luxor)."),
        ("Es waren etwa 25 % der Wähler.", "Es waren etwa 25% der Wähler."),
        ("Es waren ca. 200 Leute.", "Es waren ca.200 Leute."),
        # Two words; not what is a word together.
        ("Er stand an der Tür.", "Er standan der Tür."),
        # A full stop between sentences, and the one at the end.
        ("Der Zug ist weg. Wir warten lange.", "Der Zug ist weg Wir warten lange."),
        ("Wir warten seit drei Tagen auf den neuen Bus.", "Wir warten seit drei Tagen auf den neuen Bus"),
        # A word that was divided at the end of a line, and that no dictionary has.
        ("Er kennt Kianitorade gut.", "Er kennt Kianito- rade gut."),
        ("Er kam – endlich – nach Hause.", "Er kam - endlich - nach Hause."),
        ("Er kam – endlich – nach Hause.", "Er kam -- endlich -- nach Hause."),
        # Letters.
        ("Die Bahn kommt.", "die Bahn kommt."),
        ("Die Bahn kommt.", "die bahn kommt."),
        ("Die beiden umrundeten den Teich.", "Die beiden Umrundeten den Teich."),
        ("Die Bahn kam heute Nacht nicht.", "DIE BAHN kam heute Nacht nicht."),
        ("Öl für große Äcker der ÖVP", "Oel fuer grosse Aecker der OEVP"),
        ("Öl für große Äcker", "Öl für grosse Äcker"),
        # Quotation marks and apostrophes.
        ("Er sagte: „Das ‚Haus‘ geht.“", "Er sagte: \"Das 'Haus' geht.\""),
        ("Er sagte: „Das ‚Haus‘ geht.“", "Er sagte: »Das ›Haus‹ geht.«"),
        ('Er sagte: "Ja", dann "Nein".', "Er sagte: „Ja“, dann „Nein“."),
        ("Wie geht's Anna?", "Wie geht’s Anna?"),
        # Literals.
        ("Die Bahn kommt.", "Die Bahn kommt (X1)."),
        ("Die Bahn kommt.", "Die Bahn kommt. X2"),
    ],
)
def test_each_kind(german: str, noised: str) -> None:
    assert noised in _made(Pair(german, "What it says.", "news"))


@pytest.mark.parametrize(
    ("german", "never"),
    [
        # deen mends these before a model sees them.
        ("Das Haus ist alt, aber schön.", "alt,aber"),
        ("Der Zug ist weg. Wir warten lange.", "weg.Wir"),
        ("Die Regierung tagt.", "Die Regie- rung tagt"),
        ("Die Bahn kommt heute nicht.", "DIE BAHN KOMMT HEUTE NICHT."),
        # What is short is a headline, which has no full stop in English either.
        ("Die Bahn kommt.", "kommt\n"),
        # Another word.
        ("Sie stand in dem Haus.", "indem"),
        # Abbreviations have no full stop of a sentence.
        ("Sie traf Prof. Müller und andere.", "Prof Müller"),
    ],
)
def test_what_is_no_noise(german: str, never: str) -> None:
    assert not any(never in made + "\n" for made in _made(Pair(german, "What it says.", "news")))


def test_names_without_umlauts_are_so_on_both_sides() -> None:
    pair = Pair("Frau Müller wählt die Grünen.", "Ms Müller votes for the Grüne party.", "news")
    copies = {noise.noised(pair, random.Random(seed)) for seed in range(300)}
    assert Pair("Frau Mueller waehlt die Gruenen.", "Ms Mueller votes for the Grüne party.", "news") in copies


def test_a_final_mark_goes_on_both_sides() -> None:
    pair = Pair("Wir warten seit drei Tagen auf den neuen Bus.", "We have waited three days for the new bus.", "news")
    copies = {noise.noised(pair, random.Random(seed)) for seed in range(1500)}
    assert Pair(pair.german[:-1], pair.english[:-1], "news") in copies
    assert Pair(pair.german[:-1], pair.english, "news") not in copies


def test_a_literal_stands_where_a_name_did() -> None:
    pair = Pair("Gestern traf Sergei Lawrow den Papst.", "Sergei Lawrow met the Pope yesterday.", "news")
    copies = {noise.noised(pair, random.Random(seed)) for seed in range(300)}
    assert Pair("Gestern traf X1 den Papst.", "X1 met the Pope yesterday.", "news") in copies
    assert (
        Pair("Gestern traf Sergei Lawrow (X1) den Papst.", "Sergei Lawrow (X1) met the Pope yesterday.", "news")
        in copies
    )
    # Lawrows is no Lawrow: the English would lack its genitive.
    other = Pair("Lawrows Flug ging.", "Lawrow arrived.", "news")
    assert not any(made.startswith(("X", "@", "#")) for made in _made(other))


def test_stand_ins_are_those_that_masking_writes() -> None:
    text = "Mail an a@b.de, sagt X-Men."
    masked = masking.masked(Sentence(text), text, (), lambda _: True).sentence.text
    [stand_in] = re.findall(r"\b[A-Z]\d\b", masked)
    made = {invented.literal(text, random.Random(seed)) for seed in range(300)}
    assert stand_in in made
    assert not any(re.fullmatch(r"X\d", one) for one in made)


@given(SEEDS)
def test_invented_literals_are_found_as_such(seed: int) -> None:
    made = invented.literal("Die Bahn kommt.", random.Random(seed))
    assert made == made.strip()
    assert " " not in made
    if re.search("[@.#]", made):
        assert [one.span for one in literals.find(f"{made} gilt")] == [(0, len(made))]


@given(st.sampled_from(PAIRS), SEEDS)
def test_the_english_changes_only_with_the_german(pair: Pair, seed: int) -> None:
    copy = noise.noised(pair, random.Random(seed))
    assert copy == noise.noised(pair, random.Random(seed))
    assert copy.origin == pair.origin
    assert copy.german
    assert copy.german != noise.as_seen(pair.german)
    assert noise.as_seen(copy.german) == copy.german or "SS" in pair.german.upper()
    english = copy.english.replace("Mueller", "Müller")
    # A final mark goes on both sides or on none.
    lost = english == pair.english.rstrip(".!?") and copy.german[-1] not in ".!?"
    assert english == pair.english or lost or _is_copied(pair, copy)


def _is_copied(pair: Pair, copy: Pair) -> bool:
    """Whether what is new in the English is in the German too."""
    new = set(re.findall(r"[^\s()]+[^\s().,“”]", copy.english)) - set(re.findall(r"[^\s()]+[^\s().,“”]", pair.english))
    return bool(new) and all(word in copy.german for word in new)


@given(SEEDS)
def test_literals_stay_as_they_are(seed: int) -> None:
    pair = PAIRS[4]
    copy = noise.noised(pair, random.Random(seed))
    kept = [text for text in ("www.beispiel.de", "@presse") if text in copy.english]
    assert all(text in copy.german for text in kept)
    assert len(kept) == 2


@given(GERMAN, GERMAN, SEEDS)
def test_any_text(german: str, english: str, seed: int) -> None:
    pair = Pair(german, english, "made")
    copy = noise.noised(pair, random.Random(seed))
    assert copy.german
    assert copy.english
    assert copy == noise.noised(pair, random.Random(seed))


@given(st.lists(st.sampled_from(PAIRS), max_size=12), st.floats(0, 1), SEEDS)
def test_copies_follow_their_pairs(pairs: list[Pair], share: float, seed: int) -> None:
    made = list(noise.with_noise(pairs, share, seed))
    assert made == list(noise.with_noise(pairs, share, seed))
    assert [pair for pair in made if pair in PAIRS] == pairs
    assert all(corpus.is_clean(pair.german, pair.english) for pair in made if pair not in PAIRS)


def test_the_share_is_that_of_the_copies() -> None:
    pairs = PAIRS[:4] * 500
    assert list(noise.with_noise(pairs, 0, 1)) == pairs
    copies = len(list(noise.with_noise(pairs, 0.25, 1))) - len(pairs)
    assert 0.2 < copies / len(pairs) < 0.3
    # Nearly all copies are clean.
    assert len(list(noise.with_noise(pairs, 1, 1))) > 1.9 * len(pairs)
