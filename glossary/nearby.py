"""What stands near a place of a text: what is farther tells nothing, and to look at it for each place takes long."""

# No phrase is as long.
REACH = 500


def before(text: str, at: int) -> str:
    """The characters before a place, at most `REACH`."""
    return text[max(0, at - REACH) : at]


def behind(text: str, at: int) -> str:
    """The characters from a place on, at most `REACH`."""
    return text[at : at + REACH]
