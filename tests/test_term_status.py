import pytest

from glossary.exchange.term_status import ALLOWED, PREFERRED, REFUSED, standing, tells


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("preferredTerm-admn-sts", PREFERRED), ("preferredTermadmnsts", PREFERRED), ("preferred", PREFERRED),
        ("Preferred Term", PREFERRED), ("bevorzugt", PREFERRED), ("Vorzugsbenennung", PREFERRED),
        ("admittedTerm-admn-sts", ALLOWED), ("Admitted", ALLOWED), ("standardizedTerm", ALLOWED), ("", ALLOWED),
        ("legalTerm-admn-sts", ALLOWED), ("whatever", ALLOWED), ("zulässig", ALLOWED),
        ("deprecatedTerm-admn-sts", REFUSED), ("supersededTerm-admn-sts", REFUSED), ("deprecated", REFUSED),
        ("notRecommended", REFUSED), ("Obsolete", REFUSED), ("obsolete", REFUSED), ("forbidden", REFUSED),
        ("not recommended", REFUSED), ("Do not use", REFUSED), ("Verboten", REFUSED), ("deprecatedTerm", REFUSED),
    ],
)  # fmt: skip
def test_all_dialects(said: str, expected: int) -> None:
    assert standing([said]) == expected
    assert standing(["nonsense", said]) == expected


def test_refused_by_one_is_refused() -> None:
    assert standing(["preferredTerm-admn-sts", "deprecatedTerm"]) == REFUSED


def test_where_it_is_said() -> None:
    assert all(map(tells, ["administrativeStatus", "usageStatus", "normativeAuthorization", "Usage status", "Status"]))
    assert not any(map(tells, ["processStatus", "Entry status", "partOfSpeech", ""]))
