"""English sentences without the verb that their German has."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate import verbless


@pytest.mark.parametrize(
    ("source", "hypothesis", "verb"),
    [
        ("Davor parkt ein Mercedes, in dem sie sitzen.", "Before that, a Mercedes, in which they sit.", "parkt"),
        ("Deutlicher sind die Unterschiede.", "More clearly, the differences in policy.", "sind"),
        ("Zudem fehlen Neuer und Boateng.", "In addition, Neuer and Boateng.", "fehlen"),
        ("„Das ist die Kapazität.“", "“The capacity.”", "ist"),
    ],
)
def test_no_verb(source: str, hypothesis: str, verb: str) -> None:
    assert verbless.lacks_verb(source, hypothesis) == verb


@pytest.mark.parametrize(
    ("source", "hypothesis"),
    [
        ("Er ist da.", "He's there."),
        ("Er ist da.", "He isn't there."),
        ("Die Szene beginnt.", "The scene begins."),
        ("Dazu gehören Touristen.", "This includes tourists."),
        ("Die Polizei setzte Gas ein.", "Police used gas."),
        ("Sie hat verstanden.", "They understood this."),
        ("Das geht.", "The party imports it."),
        # No sentences.
        ("Ein Mercedes, in dem sie ist.", "A Mercedes in which she sits."),
        ("Ein guter Mann.", "A good man."),
        ("Merkel ist in Berlin", "Merkel in Berlin"),
        ("Ist er da?", "He there?"),
        ("", ""),
    ],
)
def test_a_verb_or_no_sentence(source: str, hypothesis: str) -> None:
    assert verbless.lacks_verb(source, hypothesis) is None


@given(st.text(), st.text())
def test_the_verb_stands_in_the_source(source: str, hypothesis: str) -> None:
    verb = verbless.lacks_verb(source, hypothesis)
    assert verb is None or verb in source
    assert verbless.lacks_verb(source, f"{hypothesis}, he is") is None
