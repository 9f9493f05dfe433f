"""XML of anybody: what it may be blown up with is refused before it is."""

import tracemalloc

import pytest

from eval.errors import EvaluationError
from glossary import safe_xml
from glossary.errors import GlossaryError

LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
QUADRATIC = f'<!ENTITY b "{"x" * 50_000}">'
FAR = '<!ENTITY c SYSTEM "file:///etc/passwd">'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "latin-1"])
@pytest.mark.parametrize(
    ("subset", "inner"),
    [(f'<!ENTITY a0 "x">{LAUGHS}', "&a9;"), (QUADRATIC, "&b;" * 50_000), (FAR, "&c;"),
     ('<!ENTITY % p SYSTEM "http://localhost/x.dtd"> %p;', ""),
     ('<!NOTATION n SYSTEM "n"><!ENTITY d SYSTEM "f" NDATA n>', "")],
)  # fmt: skip
def test_entities_are_refused(encoding: str, subset: str, inner: str) -> None:
    data = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE a [{subset}]><a>{inner}</a>'.encode(encoding)
    tracemalloc.start()
    with pytest.raises(GlossaryError, match=r"^g\.tbx: defines entities"):
        safe_xml.parsed(data, "g.tbx", GlossaryError)
    assert tracemalloc.get_traced_memory()[1] < 8 * len(data) + 1_000_000
    tracemalloc.stop()


def test_default_values_are_bounded() -> None:
    long = f'<!DOCTYPE a [<!ATTLIST b c CDATA "{"x" * 100_000}">]><a>{"<b/>" * 100_000}</a>'
    with pytest.raises(EvaluationError, match="default values"):
        safe_xml.parsed(long, "t.xml", EvaluationError)
    short = '<!DOCTYPE a [<!ATTLIST a b CDATA "de">]><a/>'
    assert safe_xml.parsed(short, "t.xml", EvaluationError).get("b") == "de"


def test_no_dtd_is_read() -> None:
    root = safe_xml.parsed('<!DOCTYPE a SYSTEM "/etc/passwd"><a>&uuml;</a>', "t.xml", EvaluationError)
    assert root.text == "ü"


def test_a_word_that_a_dtd_keeps_for_itself_is_not_put_anywhere() -> None:
    kept = '<!DOCTYPE a [<!ENTITY % p "INCLUDE"> <!ENTITY % q "<!ENTITY r \'x\'>"> %q;]><a>b{}</a>'
    assert safe_xml.parsed(kept.format(""), "t.xml", EvaluationError).text == "b"
    with pytest.raises(EvaluationError, match="not well-formed"):
        safe_xml.parsed(kept.format("&r;"), "t.xml", EvaluationError)


def test_what_is_nested_without_end_is_told() -> None:
    with pytest.raises(GlossaryError, match="inside one another"):
        safe_xml.parsed(b"<a>" * 100_000 + b"</a>" * 100_000, "g", GlossaryError)


@pytest.mark.parametrize("chunk", [1, 7, 1000])
def test_a_dtd_is_found_in_pieces(chunk: int) -> None:
    def pieces(data: bytes) -> list[bytes]:
        return [data[at : at + chunk] for at in range(0, len(data), chunk)]

    safe_xml.check(pieces(b"<?xml version='1.0'?><!-- <!DOCTYPE a> --><a><!DOCTYPE b></a>"), dtd=False)
    with pytest.raises(safe_xml.UnsafeXmlError, match="has a DTD"):
        safe_xml.check(pieces(b"<!-- " + b"x" * 5000 + b" --><!DOCTYPE a><a/>"), dtd=False)
