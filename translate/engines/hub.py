"""Models of the Hugging Face hub: weights and vocabulary are fetched, never code."""

from pathlib import Path

from translate.engines import marian
from translate.errors import ModelError


def fetch(hub_id: str) -> Path:
    """Download a model from the hub; what was downloaded before is used as it is, without a network.

    Raises `ModelError` if it cannot be downloaded.
    """
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, LocalEntryNotFoundError

    patterns = [*marian.TOKENIZER_FILES, "*.json", *marian.WEIGHTS]
    try:
        return Path(snapshot_download(hub_id, allow_patterns=patterns, local_files_only=True))
    except (LocalEntryNotFoundError, OSError):
        pass
    try:
        return Path(snapshot_download(hub_id, allow_patterns=patterns, etag_timeout=5))
    except (HfHubHTTPError, LocalEntryNotFoundError, OSError, RuntimeError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise ModelError(
            f"{hub_id}: cannot be fetched from the hub: {reason}; check the name and the network, or give a directory"
        ) from error


def fetched() -> dict[str, Path]:
    """Marian models that were downloaded before, by hub id."""
    from huggingface_hub.constants import HF_HUB_CACHE

    found = {}
    for config in sorted(Path(HF_HUB_CACHE).glob("models--*--*/snapshots/*/config.json")):
        hub_id = config.parts[-4].removeprefix("models--").replace("--", "/", 1)
        if all((config.parent / name).is_file() for name in marian.TOKENIZER_FILES):
            found[hub_id] = config.parent
    return found
