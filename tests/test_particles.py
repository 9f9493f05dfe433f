"""Tests for `translate.decoding.particles`."""

import pytest

from translate.decoding import particles


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Foto: Bernd von Jutrczenka", ["Bernd von Jutrczenka"]),
        ("Karl-Theodor zu Guttenberg sprach", ["Karl-Theodor zu Guttenberg"]),
        ("Frau von der Leyen und Herrn von Dohnanyi", ["von der Leyen", "von Dohnanyi"]),
        (
            "Dr. von Braun, Alexander Van der Bellen, Alexander van der Bellen",
            ["von Braun", "Alexander van der Bellen"],
        ),
        ("Thomas de Maizière, Vincent van Gogh", ["Thomas de Maizière", "Vincent van Gogh"]),
        ("Beatrix von Storch", ["Beatrix von Storch"]),
        ("Ursula von der Leyens Rede", ["Ursula von der Leyen"]),
        ("die Rede Ursula von der Leyens", ["Ursula von der Leyens"]),
    ],
)
def test_names_with_particles(text: str, expected: list[str]) -> None:
    assert [written for _, written in particles.find(text)] == expected
    assert all(text[start:end].startswith(written) for (start, end), written in particles.find(text))


@pytest.mark.parametrize(
    "text",
    [
        "der Bürgermeister von Köln",
        "der Gouverneur von Ohio",
        "ein Fan von Bayern",
        "Anna von Beruf Lehrerin, Hans zum Beispiel, Peter zu Hause",
        "Sie wählten Peter zum Präsidenten",
        "Trainer Kohfeldt von Werder",
        "die Stadt von Welt, Frau von Welt",
    ],
)
def test_others_have_none(text: str) -> None:
    assert particles.find(text) == []
