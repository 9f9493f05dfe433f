"""Small good files of every format, made of paragraphs of runs: the texts as they are, every other run with a mark."""

import csv
import io
import json
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence

from translate.formats.xml_events import escaped

Paragraph = Sequence[str]
Make = Callable[[Sequence[Paragraph]], bytes]

_OFFICE = "http://schemas.openxmlformats.org"
_TYPE = "application/vnd.openxmlformats-officedocument"
ODF = "urn:oasis:names:tc:opendocument:xmlns"
_TEXT = "application/vnd.oasis.opendocument.text"


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    """A zip of these members; the first, if it is `mimetype`, is not packed."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            packing = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            # Of one time, so that a file is always the same.
            info = zipfile.ZipInfo(name)
            info.compress_type = packing
            archive.writestr(info, content)
    return data.getvalue()


def unzipped(data: bytes) -> dict[str, bytes]:
    """The members of a zip by their names."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


_MEMBER = b"\n%%% "


def laid_out(data: bytes) -> bytes:
    """The members of a zip as one text, each behind a line with its name, so that one can damage what is packed.

    >>> laid_out(zipped({"a.xml": "<a/>"}))
    b'\n%%% a.xml\n<a/>'
    """
    return b"".join(_MEMBER + name.encode() + b"\n" + content for name, content in unzipped(data).items())


def packed(text: bytes) -> bytes:
    """The zip of members that are laid out."""
    members = (one.partition(b"\n") for one in text.split(_MEMBER)[1:])
    return zipped({name.decode("utf-8", "replace").replace("\0", ""): content for name, _, content in members})


def _marked(runs: Paragraph, plain: str, marked: str) -> str:
    """Runs as XML, by the forms for one without a mark and one with it."""
    return "".join((marked if number % 2 else plain).format(escaped(run), number) for number, run in enumerate(runs))


def _each(paragraphs: Iterable[Paragraph], around: str, plain: str, marked: str) -> str:
    return "".join(around.format(_marked(runs, plain, marked), number=number) for number, runs in enumerate(paragraphs))


def _parts(parts: Mapping[str, tuple[str, str]]) -> bytes:
    """A document of Office: of each part its name, its type and its XML."""
    types = "".join(f'<Override PartName="/{name}" ContentType="{told}"/>' for name, (told, _) in parts.items())
    listed = f'<Types xmlns="{_OFFICE}/package/2006/content-types">{types}</Types>'
    return zipped({"[Content_Types].xml": listed, **{name: xml for name, (_, xml) in parts.items()}})


def docx(paragraphs: Sequence[Paragraph]) -> bytes:
    body = _each(
        paragraphs, "<w:p>{}</w:p>", '<w:r><w:t xml:space="preserve">{}</w:t></w:r>',
        '<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{}</w:t></w:r>',
    )  # fmt: skip
    space = f'xmlns:w="{_OFFICE}/wordprocessingml/2006/main"'
    xml = f"<w:document {space}><w:body>{body}</w:body></w:document>"
    return _parts({"word/document.xml": (f"{_TYPE}.wordprocessingml.document.main+xml", xml)})


def pptx(paragraphs: Sequence[Paragraph]) -> bytes:
    body = _each(
        paragraphs, "<a:p>{}</a:p>", "<a:r><a:t>{}</a:t></a:r>", '<a:r><a:rPr b="1"/><a:t>{}</a:t></a:r>'
    )  # fmt: skip
    space = f'xmlns:p="{_OFFICE}/presentationml/2006/main" xmlns:a="{_OFFICE}/drawingml/2006/main"'
    xml = f"<p:sld {space}><p:sp><p:nvSpPr/><p:txBody>{body}</p:txBody></p:sp></p:sld>"
    return _parts({
        "ppt/presentation.xml": (f"{_TYPE}.presentationml.presentation.main+xml", f"<p:presentation {space}/>"),
        "ppt/slides/slide1.xml": (f"{_TYPE}.presentationml.slide+xml", xml),
    })  # fmt: skip


def xlsx(paragraphs: Sequence[Paragraph]) -> bytes:
    body = _each(
        paragraphs, "<si>{}</si>", '<r><t xml:space="preserve">{}</t></r>',
        '<r><rPr><b/></rPr><t xml:space="preserve">{}</t></r>',
    )  # fmt: skip
    space = f'xmlns="{_OFFICE}/spreadsheetml/2006/main"'
    kind = f"{_TYPE}.spreadsheetml"
    book = f'<workbook {space}><sheets><sheet name="A"/></sheets></workbook>'
    cells = "".join(f'<row><c t="s"><v>{number}</v></c></row>' for number in range(len(paragraphs)))
    sheet = f"<worksheet {space}><sheetData>{cells}</sheetData></worksheet>"
    return _parts({
        "xl/workbook.xml": (f"{kind}.sheet.main+xml", book),
        "xl/sharedStrings.xml": (f"{kind}.sharedStrings+xml", f"<sst {space}>{body}</sst>"),
        "xl/worksheets/sheet1.xml": (f"{kind}.worksheet+xml", sheet),
    })  # fmt: skip


def _open_document(paragraphs: Sequence[Paragraph], root: str, kind: str = "") -> str:
    body = _each(paragraphs, "<text:p>{}</text:p>", "{}", '<text:span text:style-name="T1">{}</text:span>')
    spaces = " ".join(f'xmlns:{one}="{ODF}:{one}:1.0"' for one in ("office", "text", "style"))
    return f"<office:{root} {spaces}{kind}><office:body><office:text>{body}</office:text></office:body></office:{root}>"


def odt(paragraphs: Sequence[Paragraph]) -> bytes:
    return zipped({"mimetype": _TEXT, "content.xml": _open_document(paragraphs, "document-content")})


def fodt(paragraphs: Sequence[Paragraph]) -> bytes:
    return _open_document(paragraphs, "document", f' office:mimetype="{_TEXT}"').encode("utf-8", "replace")


def _page(paragraphs: Sequence[Paragraph], head: str = "") -> str:
    body = _each(paragraphs, "<p>{}</p>", "{}", "<b>{}</b>")
    return f"<html{head}><head><title>Seite</title></head><body>{body}</body></html>"


def html(paragraphs: Sequence[Paragraph]) -> bytes:
    return f"<!DOCTYPE html>{_page(paragraphs)}".encode("utf-8", "replace")


def epub(paragraphs: Sequence[Paragraph]) -> bytes:
    manifest = '<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/>'
    return zipped({
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="a.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
        "a.opf": '<package xmlns="http://www.idpf.org/2007/opf" version="3.0">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Das Buch</dc:title></metadata>'
        f'<manifest>{manifest}</manifest><spine><itemref idref="a"/></spine></package>',
        "a.xhtml": _page(paragraphs, ' xmlns="http://www.w3.org/1999/xhtml"'),
    })  # fmt: skip


def markdown(paragraphs: Sequence[Paragraph]) -> bytes:
    """Links mark the runs."""
    lines = (
        "".join(f"[{run}](http://a.de/)" if number % 2 else run for number, run in enumerate(runs))
        for runs in paragraphs
    )
    return "\n\n".join(lines).encode("utf-8", "replace")


def jsons(paragraphs: Sequence[Paragraph]) -> bytes:
    texts = ["".join(f"<b>{run}</b>" if number % 2 else run for number, run in enumerate(runs)) for runs in paragraphs]
    return json.dumps({"texts": texts}).encode()


def table(paragraphs: Sequence[Paragraph]) -> bytes:
    """A row for each paragraph, of one cell, behind sentences that make the column one of prose."""
    data = io.StringIO()
    writer = csv.writer(data)
    writer.writerow(["Nummer", "Text"])
    writer.writerows(["1", "Das ist ein deutscher Satz."] for _ in range(3))
    writer.writerows([number, "".join(runs)] for number, runs in enumerate(paragraphs))
    return data.getvalue().encode("utf-8", "replace")


def _times(paragraphs: Sequence[Paragraph], mark: str, form: str) -> Iterable[tuple[str, str]]:
    for number, runs in enumerate(paragraphs):
        minutes, seconds = divmod(2 * number, 60)
        hours, minutes = divmod(minutes, 60)
        begin = form.format(hours % 100, minutes, seconds, mark)
        line = "".join(f"<i>{run}</i>" if at % 2 else run for at, run in enumerate(runs))
        yield begin, " ".join(line.split("\n"))


def srt(paragraphs: Sequence[Paragraph]) -> bytes:
    cues = _times(paragraphs, ",", "{:02}:{:02}:{:02}{}")
    made = (f"{n}\n{at}000 --> {at}900\n{text}\n\n" for n, (at, text) in enumerate(cues, 1))
    return "".join(made).encode("utf-8", "replace")


def vtt(paragraphs: Sequence[Paragraph]) -> bytes:
    made = (f"{at}000 --> {at}900\n{text}\n\n" for at, text in _times(paragraphs, ".", "{:02}:{:02}:{:02}{}"))
    return f"WEBVTT\n\n{''.join(made)}".encode("utf-8", "replace")


def ass(paragraphs: Sequence[Paragraph]) -> bytes:
    cues = _times(paragraphs, ".", "{:01}:{:02}:{:02}{}")
    styled = ((at, text.replace("<i>", "{\\i1}").replace("</i>", "{\\i0}")) for at, text in cues)
    made = (f"Dialogue: 0,{at}00,{at}90,Default,,0,0,0,,{text}\n" for at, text in styled)
    head = (
        "[Script Info]\n\n[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
    )
    return f"{head}{''.join(made)}".encode("utf-8", "replace")


def xliff(paragraphs: Sequence[Paragraph]) -> bytes:
    units = _each(
        paragraphs, '<trans-unit id="{number}"><source>{}</source></trans-unit>', "{}", '<g id="{1}">{0}</g>'
    )  # fmt: skip
    file = f'<file original="a" datatype="x" source-language="de" target-language="en"><body>{units}</body></file>'
    xml = f'<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">{file}</xliff>'
    return xml.encode("utf-8", "replace")


def tmx(paragraphs: Sequence[Paragraph]) -> bytes:
    units = _each(
        paragraphs, '<tu><tuv xml:lang="de"><seg>{}</seg></tuv></tu>', "{}",
        '<bpt i="{1}">&lt;b></bpt>{0}<ept i="{1}">&lt;/b></ept>',
    )  # fmt: skip
    return f'<tmx version="1.4"><header srclang="de"/><body>{units}</body></tmx>'.encode("utf-8", "replace")


def po(paragraphs: Sequence[Paragraph]) -> bytes:
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    entries = (
        "msgid " + "\n".join(json.dumps(run, ensure_ascii=False) for run in runs) + '\nmsgstr ""\n\n'
        for runs in paragraphs
    )
    return f"{head}{''.join(entries)}".encode("utf-8", "replace")


def pdf(paragraphs: Sequence[Paragraph]) -> bytes:
    """Each paragraph on a line of its own, a page for every fifty."""
    pages = (paragraphs[at : at + 50] for at in range(0, len(paragraphs), 50))
    return pdf_of([
        b"\n".join(
            b"BT /F1 12 Tf 1 0 0 1 50 %d Tm %s ET" % (800 - 14 * row, b" ".join(map(_drawn, runs)))
            for row, runs in enumerate(page)
        )
        for page in pages
    ])  # fmt: skip


def pdf_of(pages: Sequence[bytes]) -> bytes:
    """A PDF with what the operators of each page draw, in the font F1, in Windows-1252."""
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", font]
    kids = []
    for drawn in pages:
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(kids))
    data = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    listed = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    tail = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(data))
    return bytes(data) + b"xref\n0 %d\n0000000000 65535 f \n%s%s" % (len(objects) + 1, listed, tail)


def _drawn(text: str) -> bytes:
    return b"(%s) Tj" % pdf_escaped(text)


def pdf_escaped(text: str) -> bytes:
    """A text as it stands between brackets in a PDF."""
    return text.encode("cp1252", "replace").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


# What makes a file of each format, by a name that such a file has.
MAKERS: Mapping[str, Make] = {
    "a.docx": docx, "a.pptx": pptx, "a.xlsx": xlsx, "a.odt": odt, "a.fodt": fodt, "a.epub": epub, "a.pdf": pdf,
    "a.html": html, "a.md": markdown, "a.json": jsons, "a.csv": table, "a.srt": srt, "a.vtt": vtt, "a.ass": ass,
    "a.xlf": xliff, "a.tmx": tmx, "a.po": po,
}  # fmt: skip
