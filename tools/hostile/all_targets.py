"""All targets by their names."""

from collections.abc import Mapping

from hostile import decoding, documents, formats, models, terms
from hostile.target import Target

TARGETS: Mapping[str, Target] = {
    target.name: target for room in (documents, terms, decoding, formats, models) for target in room.TARGETS
}
