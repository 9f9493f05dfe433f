"""Pages whose every text tries to run a script, for the tests of pages."""

from eval import page as evaluation_page
from eval.report import Evaluation, Group, Metric, Output, ScoredSegment, System, TermPlace
from eval.significance import Comparison, Estimate, PValue
from glossary.linked import LinkedText
from glossary.terms import LeftOut, Outcome, Term, TermMatch
from translate.checks import Doubt
from translate.documents.document import Document, Segment
from translate.documents.repair import Repair
from translate.pages import article, overview
from translate.pages.overview import Listed
from translate.report import Report, Translation

HOSTILE = (
    "</script><script>window.ran=1</script>",
    "<script>window.ran=1</script>",
    "<img src=x onerror=window.ran=1>",
    "<svg onload=window.ran=1>",
    "\"><b onmouseover='window.ran=1' style='position:fixed;inset:0'>x</b>",
    "' autofocus tabindex=0 onfocus=window.ran=1 x='",
    "<a href='javascript:window.ran=1' id=s1>x</a>",
    "javascript:window.ran=1",
    "<iframe srcdoc='<script>parent.ran=1</script>'></iframe>",
    "<link rel=stylesheet href=http://127.0.0.1:9/a.css><style>@import 'http://127.0.0.1:9/b.css'</style>",
    "</style><!--",
    "--><!-- <!--<script>",
    "<meta http-equiv=refresh content='0;url=http://127.0.0.1:9/'>",
    "<base href=http://127.0.0.1:9/>",
    "</title></textarea></table></td><plaintext>",
    "{{ 7 * 7 }}{% raw %}",
    "\u2028window.ran=1\u2029",
    "\\u003cscript\\u003ewindow.ran=1",
    "&lt;script&gt;&#60;img src=x onerror=window.ran=1&#62;",
    "`${window.ran=1}`",
    "\u202e<\u200bscript>\ufeff",
)


def of_article(text: str) -> str:
    """The page of a translation with a text wherever one can stand."""
    term = Term(text, text, text, (text,), text, text)
    match = TermMatch(term, 0, len(text))
    repairs = (Repair(0, len(text), text, text, text, 0), Repair(0, 0, "", text, text, 0))
    segment = Segment(0, len(text), text, repairs)
    passed = Segment(len(text) + 1, 2 * len(text) + 1, text, (), 1)
    linked = LinkedText(text, (((0, len(text)), (0, len(text))),))
    outcomes = (Outcome(match, "inserted", (0, len(text))), Outcome(match, "missing"))
    doubts = (Doubt("unsure", text),)
    made = Translation(segment, linked, -0.5, "model", outcomes, doubts, (LeftOut(match, text),), 0.3)
    document = Document(text, f"{text} {text}", (segment,), (passed,), (text,))
    return article.render(Report(document, text.encode("utf-8", "replace"), (made,)))


def of_overview(text: str) -> str:
    """The list of pages with a text wherever one can stand."""
    return overview.render([Listed(text, "./a.html", 1, 1, 1, 1, 0.5)])


def of_evaluation(text: str) -> str:
    """The page of an evaluation with a text wherever one can stand."""
    places = (
        TermPlace(text, text, 0, len(text), ((0, len(text)), None)),
        TermPlace(text, text, 0, len(text), (None, (0, len(text)))),
    )
    doubts = (Doubt("unsure", text),)
    outputs = (Output(text, 50.0, {text: 50.0}), Output(f"x {text}", 40.0, {text: 40.0}))
    segment = ScoredSegment(1, text, (text, f"{text} x"), outputs, text, places, doubts)
    metric = Metric(text, f"{text}|version:1", True, f"{text}|bs:1", f"{text}|ar:1")
    group = Group(text, 1, ({text: 50.0}, {text: 40.0}))
    p_value = PValue(0.01, 0.02)
    return evaluation_page.render(
        Evaluation(
            references=(text, text),
            metrics=(metric,),
            systems=tuple(System(name, {text: Estimate(50.0, 50.0, 1.0)}) for name in (text, f"x {text}")),
            comparisons=(Comparison(text, text, f"x {text}", p_value, p_value, f"x {text}"),),
            by_length=(group, group),
            by_terms=(group, group),
            by_document=(group, group),
            segments=(segment,),
            best=(1,),
            worst=(1,),
            sentences_per_second=None,
            notices=(text,),
        )
    )
