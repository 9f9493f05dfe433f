from lxml import etree

from translate.formats import xml_events
from translate.formats.exchange import xml_tree
from translate.formats.exchange.xml_tree import Element

DATA = "<a>x<b k='1'>ä<c/>y</b ><c></c><!-- z --><c\t/></a>"


def tree(data: str) -> Element:
    events = xml_events.events(data, "a.xml", {})
    return xml_tree.grown(next(events), events)


def test_elements_know_where_they_and_their_content_stand() -> None:
    root = tree(DATA)
    assert (root.start, root.end) == (0, len(DATA))
    (b,) = root.elements("b")
    assert DATA[b.start : b.end] == "<b k='1'>ä<c/>y</b >"
    assert DATA[b.inner : b.inner_end] == "ä<c/>y"
    assert b.text == "äy"
    assert root.text == "xäy"
    assert [(DATA[c.start : c.end], c.is_one_tag) for c in root.elements("c")] == [("<c></c>", False), ("<c\t/>", True)]
    assert root.element("d") is None


def test_events_behind_the_element_are_left() -> None:
    events = xml_events.events("<r><a><b/></a><c/></r>", "a.xml", {})
    next(events)
    assert xml_tree.grown(next(events), events).name == "a"
    assert next(events).name == "c"


def test_any_depth() -> None:
    root = tree("<a>" * 5000 + "x" + "</a>" * 5000)
    assert root.text == "x"


def test_attributes_are_set_in_a_tag_and_taken_away() -> None:
    tag = "<t a='1'\n  b=\"state='x'\" />"
    made = xml_tree.tag_with(tag, {"a": "<2>", "state": "new", "b": None, "c": None})
    assert made == "<t a='&lt;2&gt;' state=\"new\" />"
    assert dict(etree.fromstring(made).attrib) == {"a": "<2>", "state": "new"}
    assert xml_tree.tag_with("<t>", {"x:y": "z"}) == '<t x:y="z">'
    assert xml_tree.tag_with("<t/>", {"y": "z"}) == '<t y="z"/>'


def test_names_as_the_file_has_them() -> None:
    data = "<x:a xmlns:x='u'/>"
    assert xml_tree.raw_name(data, tree(data)) == "x:a"
