"""All targets by their names."""

from collections.abc import Mapping

from hostile import commands, decoding, documents, formats, lexicons, models, terms
from hostile.target import Target

ROOMS = (documents, terms, decoding, formats, lexicons, models, commands)

TARGETS: Mapping[str, Target] = {target.name: target for room in ROOMS for target in room.TARGETS}
