"""What the elements of OpenDocument are to a reader: paragraphs, marks in these, fields, or nothing to translate."""

from typing import Literal

# `paragraph`: is translated by itself. `skipped`: nothing in it is translated. `outside`: a frame for paragraphs. The
# others stand in paragraphs: `span` (goes around words), `point` (may hold paragraphs of its own), `field` (its words
# are computed), `space` and `gap` (what a reader sees as one; a gap parts sentences), `line` (a line break).
Role = Literal["paragraph", "skipped", "outside", "span", "point", "field", "space", "gap", "line"]

_STANDARD = "urn:oasis:names:tc:opendocument:xmlns:"
# The prefix that the standard gives each namespace.
PREFIXES = {
    f"{_STANDARD}chart:1.0": "chart",
    f"{_STANDARD}drawing:1.0": "draw",
    f"{_STANDARD}dr3d:1.0": "dr3d",
    f"{_STANDARD}datastyle:1.0": "number",
    f"{_STANDARD}form:1.0": "form",
    f"{_STANDARD}meta:1.0": "meta",
    f"{_STANDARD}office:1.0": "office",
    f"{_STANDARD}presentation:1.0": "presentation",
    f"{_STANDARD}script:1.0": "script",
    f"{_STANDARD}style:1.0": "style",
    f"{_STANDARD}svg-compatible:1.0": "svg",
    f"{_STANDARD}table:1.0": "table",
    f"{_STANDARD}text:1.0": "text",
    f"{_STANDARD}xsl-fo-compatible:1.0": "fo",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://www.w3.org/1998/Math/MathML": "math",
    "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0": "calcext",
    "urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0": "field",
}

_PARAGRAPHS = frozenset(
    {
        "dc:description",
        "dc:subject",
        "dc:title",
        "meta:keyword",
        "presentation:footer-decl",
        "presentation:header-decl",
        "svg:desc",
        "svg:title",
        "table:desc",
        "table:title",
        "text:h",
        "text:index-title-template",
        "text:note-continuation-notice-backward",
        "text:note-continuation-notice-forward",
        "text:p",
    }
)
_SKIPPED = frozenset(
    {
        "dc:creator",
        "dc:date",
        "math:math",
        "meta:creator-initials",
        "meta:date-string",
        "office:binary-data",
        "office:change-info",
        "office:scripts",
        "table:tracked-changes",
        "text:number",
        "text:tracked-changes",
    }
)
_SPANS = frozenset(
    {
        "text:a",
        "text:chapter",
        "text:creation-date",
        "text:date",
        "text:description",
        "text:execute-macro",
        "text:keywords",
        "text:meta",
        "text:modification-date",
        "text:placeholder",
        "text:print-date",
        "text:ruby",
        "text:ruby-base",
        "text:span",
        "text:subject",
        "text:text-input",
        "text:title",
    }
)
_POINTS = frozenset(
    {
        "text:alphabetical-index-mark",
        "text:bookmark",
        "text:change",
        "text:note",
        "text:reference-mark",
        "text:ruby-text",
        "text:soft-page-break",
        "text:toc-mark",
        "text:user-index-mark",
    }
)
_BY_NAME: dict[str, Role] = {
    **dict.fromkeys(_PARAGRAPHS, "paragraph"),
    **dict.fromkeys(_SKIPPED, "skipped"),
    **dict.fromkeys(_SPANS, "span"),
    **dict.fromkeys(_POINTS, "point"),
    "text:s": "space",
    "text:tab": "gap",
    "text:line-break": "line",
}
_POINTS_BY_NAMESPACE = frozenset({"chart", "dr3d", "draw", "form", "math", "office", "presentation", "script", "table"})


def role(name: str, in_paragraph: bool) -> Role:
    """What an element is, where it stands in the text of a paragraph and where it does not.

    >>> role("text:span", True), role("text:page-number", True), role("draw:frame", False)
    ('span', 'field', 'outside')
    """
    known = _BY_NAME.get(name)
    if known in ("paragraph", "skipped"):
        return known
    if not in_paragraph:
        return "outside"
    if known:
        return known
    if name.endswith(("-start", "-end")):
        return "point"
    prefix = name.partition(":")[0]
    if prefix in _POINTS_BY_NAMESPACE:
        return "point"
    # What other namespaces have is read as though it were not there, as the standard says.
    return "field" if prefix == "text" else "span"
