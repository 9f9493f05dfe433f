"""Models of the Hugging Face hub: weights and vocabulary are fetched, never code."""

import hashlib
from contextlib import suppress
from pathlib import Path

from glossary.errors import reason
from translate.engines import marian, sealing, store
from translate.errors import ModelError


def fetch(hub_id: str, *, again: bool = False) -> Path:
    """Download a model from the hub; what was downloaded before is used as it is, without a network.

    Its checksums are kept in the cache, and it is compared with them whenever it is used. With `again` what does not
    fit is downloaded once more. Raises `ModelError` if it cannot be downloaded, or is not as it was then.
    """
    folder = _downloaded(hub_id)
    if damaged := _damaged(folder):
        if not again:
            raise ModelError(
                f"{hub_id}: {damaged} is not as it was when it was fetched; fetch it again: deen model fetch {hub_id}"
            )
        folder = _downloaded(hub_id, again=True)
        _record(folder).unlink(missing_ok=True)
        _damaged(folder)
    return folder


def fetched() -> dict[str, Path]:
    """Marian models that were downloaded before, by hub id."""
    from huggingface_hub.constants import HF_HUB_CACHE

    found = {}
    for config in sorted(Path(HF_HUB_CACHE).glob("models--*--*/snapshots/*/config.json")):
        hub_id = config.parts[-4].removeprefix("models--").replace("--", "/", 1)
        if all((config.parent / name).is_file() for name in marian.TOKENIZER_FILES):
            found[hub_id] = config.parent
    return found


def _downloaded(hub_id: str, *, again: bool = False) -> Path:
    """The folder of a model of the hub, downloaded unless it is there, or in any case."""
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, LocalEntryNotFoundError

    patterns = [*marian.TOKENIZER_FILES, "*.json", *marian.WEIGHTS]
    try:
        if not again:
            return Path(snapshot_download(hub_id, allow_patterns=patterns, local_files_only=True))
    except (LocalEntryNotFoundError, OSError):
        pass
    except ValueError as error:
        raise ModelError(f"{hub_id}: no name of a model of the hub: {reason(error)}") from error
    try:
        return Path(snapshot_download(hub_id, allow_patterns=patterns, etag_timeout=5, force_download=again))
    except (HfHubHTTPError, LocalEntryNotFoundError, OSError, RuntimeError, ValueError) as error:
        raise ModelError(
            f"{hub_id}: cannot be fetched from the hub: {reason(error)}; "
            "check the name and the network, or give a directory"
        ) from error


def _damaged(folder: Path) -> str | None:
    """The file of a downloaded model that is not as it was when its checksums were kept, which is done if need be."""
    names = marian.files(folder)
    record = _record(folder)
    if record.exists():
        return sealing.broken(folder, names, record)
    with suppress(OSError):
        record.parent.mkdir(parents=True, exist_ok=True)
        sealing.seal(folder, names, record)
    return None


def _record(folder: Path) -> Path:
    """Where the checksums of a downloaded model are kept; its folder is named by its version."""
    return store.cache_dir() / f"fetched-{hashlib.sha256(str(folder.absolute()).encode()).hexdigest()[:32]}.json"
