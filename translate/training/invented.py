"""Invented literals: addresses, names in networks, files and codes that nothing has, for a model to copy."""

import random
from collections.abc import Callable

# What deen shows a model in place of a literal, see `translate.decoding.masking`: of these letters the first that the
# text has not, and a number.
_STAND_INS = ("X", "Q", "Z")
_MOST_STAND_INS = 4
# So many of a hundred are stand-ins: whoever translates with the model and without deen shows it the literals.
_STANDING_IN = 45
# fmt: off
_SYLLABLES = (
    "ba", "bel", "do", "fen", "gar", "hil", "ka", "kel", "lin", "lo", "mar", "mo", "nes", "nu", "pol", "ra", "rin",
    "sa", "stein", "ta", "tor", "ul", "ven", "wa", "zi",
)
_WORDS = (
    "aktuell", "archiv", "bericht", "bild", "events", "forum", "info", "kontakt", "kultur", "news", "plan", "presse",
    "report", "service", "sport", "team", "video", "wetter", "zahlen",
)
# fmt: on
_ENDINGS = ("at", "ch", "com", "de", "de", "de", "eu", "info", "net", "org")
_EXTENSIONS = ("csv", "docx", "html", "jpg", "json", "mp4", "pdf", "pdf", "png", "txt", "xlsx", "zip")


def literal(german: str, rng: random.Random) -> str:
    """One to put into a sentence of which this is the German.

    >>> literal("Mehr dazu im Netz.", random.Random(11))
    'USK-189'
    """
    if rng.randrange(100) < _STANDING_IN and (letters := [one for one in _STAND_INS if one not in german]):
        return f"{letters[0]}{rng.randint(1, _MOST_STAND_INS)}"
    kinds: tuple[Callable[[random.Random], str], ...] = (_mail, _page, _domain, _handle, _tag, _file, _code)
    return rng.choice(kinds)(rng)


def _name(rng: random.Random) -> str:
    return "".join(rng.choices(_SYLLABLES, k=rng.randint(2, 3)))


def _domain(rng: random.Random) -> str:
    return f"{_name(rng)}{rng.choice(('', '-' + rng.choice(_WORDS)))}.{rng.choice(_ENDINGS)}"


def _mail(rng: random.Random) -> str:
    before = rng.choice((rng.choice(_WORDS), _name(rng), f"{_name(rng)}.{_name(rng)}", f"{_name(rng)[0]}_{_name(rng)}"))
    return f"{before}@{_domain(rng)}"


def _page(rng: random.Random) -> str:
    folders = "".join(f"/{rng.choice((rng.choice(_WORDS), _name(rng), _digits(rng)))}" for _ in range(rng.randrange(4)))
    query = f"?{rng.choice(('id', 'p', 'seite', 'v'))}={_digits(rng)}" if folders and rng.randrange(4) == 0 else ""
    return f"{rng.choice(('https://', 'https://www.', 'http://', 'www.'))}{_domain(rng)}{folders}{query}"


def _handle(rng: random.Random) -> str:
    return f"@{rng.choice((_name(rng), f'{_name(rng)}_{_name(rng)}', f'{_name(rng)}{rng.randrange(100)}'))}"


def _tag(rng: random.Random) -> str:
    word = rng.choice((_name(rng), rng.choice(_WORDS)))
    return f"#{rng.choice((word, word.capitalize(), f'{word}{rng.randint(2015, 2030)}'))}"


def _file(rng: random.Random) -> str:
    before = rng.choice((rng.choice(_WORDS), _name(rng)))
    return f"{before}{rng.choice(('', '_', '-'))}{rng.choice(('', _digits(rng)))}".rstrip("_-") + (
        f".{rng.choice(_EXTENSIONS)}"
    )


def _code(rng: random.Random) -> str:
    letters = "".join(rng.choices("ABCDEFGHKLMNPRSTUVW", k=rng.randint(1, 3)))
    return rng.choice(
        (
            f"{letters}-{_digits(rng)}",
            f"{letters}{_digits(rng)}",
            f"#{_digits(rng)}",
            f"{letters}/{_digits(rng)}-{_digits(rng)}",
        )
    )


def _digits(rng: random.Random) -> str:
    return str(rng.randrange(10 ** rng.randint(2, 5)))
