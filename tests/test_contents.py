from glossary.exchange.contents import Contents, LeftOutLine, sorted_out
from glossary.terms import Term


def test_a_summary_names_the_first_lines() -> None:
    left_out = tuple(LeftOutLine(number, "empty") for number in range(3, 10))
    contents = Contents("n.csv", (Term("a", "b"),) * 1200, left_out, what="2 columns: source, target", remarks=("x",))
    assert contents.summary() == (
        "n.csv: 2 columns: source, target; 1,200 entries, 7 left out: lines 3, 4, 5, 6, 7 and 2 more; x"
    )
    assert str(contents.errors()[0]) == "n.csv:3: empty"
    one = Contents("n.tbx", (), left_out[:2], what="TBX", by_line=False)
    assert one.summary() == "n.tbx: TBX; 0 entries, 2 left out: entries 3, 4"
    assert str(one.errors()[1]) == "n.tbx: entry 4: empty"


def test_what_can_be_no_entry_has_its_reason() -> None:
    found = [(1, Term("a", "b", plural="bs", forbidden=("b", "c", "bs"))), (4, Term("", "b")), (5, Term("a\x07", "b"))]
    terms, left_out = sorted_out(found, "n.csv", True)
    assert terms == (Term("a", "b", origin="n.csv:1", plural="bs", forbidden=("c",)),)
    assert [one.number for one in left_out] == [4, 5]
    assert left_out[0].reason.startswith("the source is empty")
