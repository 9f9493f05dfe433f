"""All targets by their names."""

from collections.abc import Mapping

from hostile import commands, decoding, documents, formats, terms
from hostile.target import Target

TARGETS: Mapping[str, Target] = {
    target.name: target for room in (documents, terms, decoding, formats, commands) for target in room.TARGETS
}
