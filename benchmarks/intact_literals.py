"""Kind A of `intact.py`: what passes by the translation character for character."""

import random
import re
from collections.abc import Callable, Iterator
from functools import partial

from intact_items import Answer, Item, Verdict, filled, frames, seeded, shares

_PLAIN = (
    "amt stadt nord sued verein gasthof mueller presse kontakt leser wetter schule bahn hafen garten museum theater "
    "energie wasser jugend sport kultur reservierung buergerbuero rathaus anmeldung zukunft werkstatt tourismus"
).split()
_UMLAUTS = "köln süd bücher straße bürger hörspiel übersicht fußball größe prüfung öffnung jäger".split()
_ENDINGS = "de de de com org eu at ch info net".split()
_FILES = "Bericht Jahresbericht Protokoll Rechnung Anlage Haushalt Entwurf Liste Übersicht Prüfung Gutachten".split()
_FORMATS = "pdf docx xlsx csv txt jpg PNG zip tar.gz json".split()
_COMMANDS = (
    "git pull", "git push --force", "systemctl restart nginx", "SELECT * FROM kunden", "rm -rf alte_daten",
    "pip install", "x = 3", "zeile.strip()", "docker ps -a", "ls -l /srv/daten", "print(wert)", "make alles",
    "chmod 644 liste.txt",
)  # fmt: skip
_LAWS = {
    "GG": "GG|Basic Law|German Constitution|Constitution",
    "StGB": "StGB|(?:German )?(?:Criminal|Penal) Code",
    "BGB": "BGB|(?:German )?Civil Code",
    "SGB II": "SGB II|Social Code|(?:Second Book|Book II) of the Social",
    "AufenthG": "AufenthG|Residence Act",
}

Chance = random.Random


def _word(rng: Chance, umlauts: float = 0.0) -> str:
    return rng.choice(_UMLAUTS if rng.random() < umlauts else _PLAIN)


def _domain(rng: Chance) -> str:
    return f"{'-'.join(_word(rng, 0.08) for _ in range(rng.choice((1, 1, 2, 3))))}.{rng.choice(_ENDINGS)}"


def email(rng: Chance) -> str:
    """`presse.nord@rathaus-sued.de`."""
    words = [_word(rng) for _ in range(rng.choice((1, 1, 2)))]
    number = str(rng.randint(1, 99)) if rng.random() < 0.2 else ""
    return f"{rng.choice('.-_').join(words)}{number}@{_domain(rng)}"


def _tail(rng: Chance) -> str:
    path = "".join(f"/{_word(rng, 0.1)}" for _ in range(rng.randint(0, 3)))
    end = rng.choice(("", "", ".html", "/", f"?id={rng.randint(1, 9999)}", f"/{rng.randint(2015, 2024)}-{_word(rng)}"))
    return path + (end if path else end.removeprefix(".html"))


def url(rng: Chance) -> str:
    """`https://www.rathaus.de/presse?id=7`."""
    return f"{rng.choice(('https', 'https', 'http'))}://{rng.choice(('www.', '', ''))}{_domain(rng)}{_tail(rng)}"


def bare_url(rng: Chance) -> str:
    """`www.rathaus.de/presse`."""
    start = rng.choice(("www.", "www.", ""))
    return f"{start}{_domain(rng)}{_tail(rng) if start else '/' + _word(rng)}"


def handle(rng: Chance) -> str:
    """`@Amt_Nord`."""
    first, second = _word(rng, 0.05), _word(rng)
    made = rng.choice((f"{first.title()}_{second.title()}", f"{first}{rng.randint(1, 99)}", f"{first}{second.title()}"))
    return f"@{made}"


def hashtag(rng: Chance) -> str:
    """`#RathausNord`."""
    first, second = _word(rng, 0.2), _word(rng)
    made = (f"{first}", f"{first.title()}{second.title()}", f"{first}{rng.randint(21, 25)}", f"{first}{second}")
    return f"#{rng.choice(made)}"


def file_name(rng: Chance) -> str:
    """`Bericht_2023.pdf`."""
    joint, number = rng.choice("_-"), rng.randint(2015, 2024)
    made = rng.choice(
        (
            f"{rng.choice(_FILES)}{joint}{number}", f"{rng.choice(_FILES)}{joint}{_word(rng, 0.2).title()}",
            f"{_word(rng, 0.2)}{joint}{_word(rng)}{joint}v{rng.randint(2, 9)}", f"IMG_{number}",
        )
    )  # fmt: skip
    return f"{made}.{rng.choice(_FORMATS)}"


def windows_path(rng: Chance) -> str:
    r"""`C:\Daten\Berichte`."""
    start = rng.choice(("C:", "D:", f"\\\\{_word(rng)}"))
    folders = [_word(rng, 0.15).title() for _ in range(rng.randint(1, 3))]
    return "\\".join([start, *folders, *([file_name(rng)] if rng.random() < 0.5 else [])])


def unix_path(rng: Chance) -> str:
    """`/var/log/rathaus.log`."""
    start = rng.choice(("/var/log", "/home", "~", "/etc", "./skripte"))
    return "/".join([start, *(_word(rng, 0.1) for _ in range(rng.randint(1, 2))), file_name(rng)])


def placeholder(rng: Chance) -> str:
    """`%(anzahl)d`."""
    name = rng.choice("anzahl name wert datum seite betrag nutzer_name".split())
    forms = (f"%({name})d", f"%({name})s", f"{{{name}}}", f"${{{name}}}", f"{{{{ {name} }}}}", "%s", "%d", "{0}")
    return rng.choice(forms)


def tag(rng: Chance) -> tuple[str, str]:
    """`<b>` and what closes it."""
    name, given = rng.choice(
        (
            *((plain, "") for plain in ("b", "i", "em", "strong", "u", "mark", "h2")), ("a", f' href="{url(rng)}"'),
            ("span", f' class="{_word(rng)}"'),
        )
    )  # fmt: skip
    return f"<{name}{given}>", f"</{name}>"


def code(rng: Chance) -> str:
    """`` `git pull` ``."""
    return f"`{rng.choice(_COMMANDS)}`"


def version(rng: Chance) -> str:
    """`v2.10.3`."""
    numbers = [rng.randint(1, 19), rng.randint(0, 30), rng.randint(0, 20)]
    made = ".".join(map(str, numbers[: rng.choice((2, 3, 3))]))
    return f"{rng.choice(('v', '', ''))}{made}{rng.choice(('', '', '', '-rc1', '-beta.2'))}"


def iban(rng: Chance) -> str:
    """A German account with its check digits, in groups of four."""
    digits = "".join(rng.choice("0123456789") for _ in range(18))
    checked = f"DE{98 - int(f'{digits}131400') % 97:02}{digits}"
    return " ".join(checked[at : at + 4] for at in range(0, 22, 4)) if rng.random() < 0.7 else checked


def isbn(rng: Chance) -> str:
    """Thirteen digits, the last of which checks them."""
    group = f"978-3-{rng.randint(10, 999):03}-{rng.randint(0, 99999):05}"
    digits = [int(digit) for digit in group if digit.isdigit()]
    return f"{group}-{-sum(digit * (1, 3)[at % 2] for at, digit in enumerate(digits)) % 10}"


def telephone(rng: Chance) -> str:
    """`0351 4567-890`."""
    area, number, more = rng.choice(("30", "40", "351", "221", "89")), rng.randint(10**5, 10**7), rng.randint(10, 999)
    forms = (
        f"0{area} {number}", f"0{area}/{number}", f"+49 {area} {number}", f"(0{area}) {number}-{more}",
        f"0{area} {number}-{more}", f"0800 {number}", f"0171-{number}", f"+49 (0) {area} {number}",
    )  # fmt: skip
    return rng.choice(forms)


def paragraph(rng: Chance) -> str:
    """`§ 12 Abs. 3 Nr. 4`."""
    law = rng.choice([*list(_LAWS)[1:], ""])
    one, two, three = rng.randint(5, 209), rng.randint(1, 6), rng.randint(1, 9)
    made = rng.choice(
        (
            f"§ {one} Abs. {two} Nr. {three}", f"§ {one} Abs. {two}", f"§ {one}",
            f"§§ {one} und {one + two} {law}".strip(),
            f"§ {one}a Abs. {two}", f"§§ {one}–{one + two}",
        )
    )  # fmt: skip
    if rng.random() < 0.2:
        return f"Art. {rng.randint(1, 19)} Abs. {two} GG"
    return made if not law or made.endswith(law) or rng.random() < 0.4 else f"{made} {law}"


# What makes a literal, and the section of sentences that it stands in.
MAKERS: dict[str, tuple[Callable[[Chance], str], str]] = {
    "e-mail": (email, "contact"),
    "URL": (url, "contact"),
    "URL without scheme": (bare_url, "contact"),
    "handle": (handle, "social"),
    "hashtag": (hashtag, "social"),
    "file": (file_name, "file"),
    "path, Windows": (windows_path, "file"),
    "path, Unix": (unix_path, "file"),
    "placeholder": (placeholder, "software"),
    "code": (code, "code"),
    "version": (version, "version"),
    "IBAN": (iban, "iban"),
    "ISBN": (isbn, "isbn"),
    "telephone": (telephone, "telephone"),
    "paragraph": (paragraph, "paragraph"),
}
PARTS = (*MAKERS, "tag")


def standing(literal: str) -> re.Pattern[str]:
    """Where a literal stands by itself: no letter or digit touches it, nor a dot or a slash that leads on to one.

    >>> bool(standing("x@y.de").search("Write to x@y.de."))
    True
    >>> bool(standing("x@y.de").search("Write to x@y.dee or x@y.de.com"))
    False
    """
    return re.compile(rf"(?<!\w)(?<!\w[.@/\\-]){re.escape(literal)}(?!\w)(?![.@/\\-]\w)(?!\.\.)")


def provision(literal: str) -> re.Pattern[str]:
    """Where a paragraph stands, as it is or as an English lawyer writes it with the same numbers: the one kind of
    literal that has an English form.

    >>> bool(provision("§ 12 Abs. 3").search("under Section 12(3)"))
    True
    """
    law = next((law for law in _LAWS if literal.endswith(f" {law}")), "")
    numbers = re.findall(r"\d+a?", literal.removesuffix(law))
    if literal.startswith("Art"):
        head = r"Art(?:icle|\.) "
    else:
        head = r"(?:§§ ?|Sections |Paragraphs )" if literal.startswith("§§") else r"(?:§ ?|Section |Sec\. |Paragraph )"
    names = r"Abs\.|para(?:graph|\.)?|subsection|subs\.|Nr\.|No\.|number|point|and|to|und|[-–]"
    body = numbers[0] + "".join(rf"(?: ?\({number}\)|,? ?(?:{names}) ?{number})" for number in numbers[1:])
    ending = rf",? (?:of the )?(?:{_LAWS[law]})(?!\w)" if law else r"(?!\w)"
    return re.compile(rf"(?<!\w)(?:{re.escape(literal)}(?!\w)|{head}{body}{ending})", re.IGNORECASE)


def judged(literals: tuple[str, ...], find: Callable[[str], re.Pattern[str]], answer: Answer) -> Verdict:
    """Right if each literal stands in the English as often as given, and they come in the order given."""
    places = []
    for literal in dict.fromkeys(literals):
        found = [match.start() for match in find(literal).finditer(answer.text)]
        if len(found) != literals.count(literal):
            return Verdict(f"{literal} stands {len(found)} times")
        places.append(found[0])
    return Verdict("" if places == sorted(places) else "the order is another")


def tagged(literals: tuple[str, ...], answer: Answer) -> Verdict:
    """Right if the tags stand in the English in their order, with no space between them and what they enclose."""
    verdict = judged(literals, _exactly, answer)
    opened, closed = map(re.escape, (literals[0], literals[-1]))
    spaced = len(literals) > 1 and re.search(rf"{opened}\s|\s{closed}", answer.text)
    return Verdict("a space inside") if spaced and not verdict.reason else verdict


def _exactly(literal: str) -> re.Pattern[str]:
    return re.compile(re.escape(literal))


def _one(part: str, frame: str, rng: Chance) -> Item:
    make, _ = MAKERS[part]
    first, second = make(rng), make(rng)
    while second == first or second in first or first in second:
        second = make(rng)
    literals = (first, second) if "<<y>>" in frame else (first,)
    find = provision if part == "paragraph" else standing
    return Item("A", part, filled(frame, x=first, y=second), partial(judged, literals, find))


def _tagged(frame: str, rng: Chance) -> Item:
    opened, closed = tag(rng) if "<<c>>" in frame else (rng.choice(("<br/>", "<br>", "<br />")), "")
    literals = (opened, closed) if closed else (opened,)
    return Item("A", "tag", filled(frame, o=opened, c=closed), partial(tagged, literals))


def items(seed: int, count: int) -> Iterator[Item]:
    """About `count` items."""
    for part, share in shares(count, PARTS).items():
        rng = seeded(seed, "A", part)
        if part == "tag":
            breaks = share // 5
            for section, some in (("tag", share - breaks), ("break", breaks)):
                yield from (_tagged(frame, rng) for frame in frames(section, some, rng))
        else:
            yield from (_one(part, frame, rng) for frame in frames(MAKERS[part][1], share, rng))
