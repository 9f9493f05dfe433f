import pytest

from translate.formats.blocks import Text
from translate.formats.exchange import accelerators


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("&Datei", "&"),
        ("Speichern &unter …", "&"),
        ("Spei&chern", "&"),
        ("Forschung & Entwicklung", ""),
        ("F&E", ""),
        ("AT&T", ""),
        ("&auml;hnlich", ""),
        ("&A&B", ""),
        ("_Datei", "_"),
        ("Sei_te", "_"),
        ("user_name_x", ""),
        ("Ein langer Satz ohne Tasten, in dem _eins unterstrichen ist", ""),
    ],
)
def test_signs_before_letters_that_keys_choose(text: str, sign: str) -> None:
    assert accelerators.sign(text, underscores=True) == sign


def test_underscores_are_signs_where_a_file_has_them() -> None:
    assert accelerators.sign("_Datei", underscores=False) == ""
    assert not accelerators.are_underscores('msgid "_Datei"')


def test_a_text_is_read_without_the_sign() -> None:
    parts = accelerators.without([Text(5, 12, "Ein &Wo"), Text(12, 14, "\n")], "&")
    assert parts == [Text(5, 9, "Ein "), Text(9, 11, "W"), Text(11, 12, "o"), Text(12, 14, "\n")]


def test_the_sign_is_put_in_once_and_not_into_codes() -> None:
    assert accelerators.put_in("Save as …", "&") == "&Save as …"
    assert accelerators.put_in("<b>%s</b> {x} file", "_") == "<b>%s</b> {x} _file"
    assert accelerators.put_in("Sa&ve", "&") == "Sa&ve"
    assert accelerators.put_in("12", "&") == "12"
    assert accelerators.put_in("Save", "") == "Save"
