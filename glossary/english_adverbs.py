"""English adverbs of adjectives."""

# Adjectives whose adverb is written in another way.
_OTHERS = {
    "good": "well",
    "whole": "wholly",
    "true": "truly",
    "due": "duly",
    "public": "publicly",
    "fast": "fast",
    "hard": "hard",
}


def adverb(adjective: str) -> str:
    """What an adjective becomes beside a verb, by the rules of spelling, whether there is such a word or not.

    >>> [adverb(word) for word in ("voluntary", "horrible", "tragic", "full", "weekly", "good", "close")]
    ['voluntarily', 'horribly', 'tragically', 'fully', 'weekly', 'well', 'closely']
    """
    if other := _OTHERS.get(adjective):
        return other
    if adjective.endswith("ly"):
        return adjective
    if adjective.endswith("le") and adjective[-3:-2] not in "aeiou":
        return adjective[:-1] + "y"
    if adjective.endswith("y") and len(adjective) > 3:
        return adjective[:-1] + "ily"
    for ending, added in (("ic", "ally"), ("ll", "y")):
        if adjective.endswith(ending):
            return adjective + added
    return adjective + "ly"
