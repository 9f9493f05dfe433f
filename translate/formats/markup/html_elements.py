"""What the elements and attributes of HTML are to a translator, by the HTML standard."""

# Such as part paragraphs; all others, those of nobody knows what too, stand in a sentence.
BLOCK = frozenset(
    {"address", "article", "aside", "base", "blockquote", "body", "button", "caption", "center", "col", "colgroup"}
    | {"dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form"}
    | {"frame", "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hgroup", "hr", "html", "legend"}
    | {"li", "link", "main", "menu", "meta", "nav", "noscript", "ol", "optgroup", "option", "p", "param", "search"}
    | {"section", "select", "source", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr"}
    | {"track", "ul"}
)
# Such as have no text, and stand in a sentence.
POINTS = frozenset({"br", "img", "wbr", "input", "embed", "area"})
# What is in these is copied.
CODE = frozenset({"code", "kbd", "samp", "var", "math"})
# What is in these is left alone, and parts paragraphs.
LEFT = frozenset({"script", "style", "pre", "textarea", "template", "xmp", "noframes", "listing", "plaintext"})
# What is in these is no part of the sentence that they stand in: left alone, but for the attributes.
NESTED = frozenset({"svg", "object", "audio", "video", "canvas", "iframe", "noembed", "map", "picture"})
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "title"})
# Where only text may stand, or where a line break would be out of place.
PLAIN = frozenset({"title", "option", "button", "label"})

# Attributes that people read, of any element, and of some.
ATTRIBUTES = frozenset({"alt", "title", "placeholder", "aria-label", "aria-description", "aria-placeholder"})
ATTRIBUTES_OF = {
    "track": {"label"},
    "optgroup": {"label"},
    "option": {"label"},
    "table": {"summary"},
    "th": {"abbr"},
    "menuitem": {"label"},
}
# Buttons say what their value is.
BUTTONS = frozenset({"submit", "button", "reset"})
# What `meta` elements say for people.
DESCRIPTIONS = frozenset(
    {"description", "og:title", "og:description", "og:image:alt", "twitter:title", "twitter:description"}
    | {"twitter:image:alt", "dc.title", "dc.description", "title", "abstract", "parsely-title", "sailthru.title"}
)
