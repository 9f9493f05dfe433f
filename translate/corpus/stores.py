"""Object stores, as file systems of Arrow's: what is read and what is written goes through these.

What a name does not say comes from the environment: for S3 what Amazon's own tools read, also `AWS_ENDPOINT_URL`; for
Google `GOOGLE_APPLICATION_CREDENTIALS`; for Azure `AZURE_STORAGE_KEY` or `AZURE_STORAGE_SAS_TOKEN`, or else what its
tools read. With `abfs://` and a port, as an emulator has, `AZURE_STORAGE_ACCOUNT` says whose it is.
"""

import datetime
import os
import re
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar
from urllib.parse import parse_qsl, unquote

import pyarrow as pa
from pyarrow import fs

from glossary.errors import reason
from translate.errors import CorpusError

_Answer = TypeVar("_Answer")
# What a file system, of Python or of Arrow, raises for what it cannot do.
UNUSABLE = (OSError, ValueError, RuntimeError, pa.ArrowException)
_SCHEMES = ("s3", "s3a", "gs", "gcs", "abfs", "abfss")
_URI = re.compile(
    r"(?P<scheme>\w+)://(?:(?P<user>[^/@:]*)(?::(?P<secret>[^/@]*))?@)?(?P<host>[^/]*)/?(?P<key>.*)", re.S
)
_OPTIONS = re.compile(r"\?(\w+=[^?]*)$")
# Seconds until a store that says nothing is given up, and for each of three attempts to reach one.
_PATIENCE = 60
_CONNECTING = 10
_ANSWERING = 15


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a store.

    `where` is its name for messages, without secrets; `base` what the names of all that is in its bucket begin with,
    and `key` what follows.
    """

    where: str
    files: fs.FileSystem
    base: str
    bucket: str
    key: str

    @property
    def path(self) -> str:
        """What the file system calls it."""
        return f"{self.bucket}/{self.key}".rstrip("/")


def is_uri(name: str) -> bool:
    """Whether a name is that of something in a store, not on the disk.

    >>> is_uri("s3://articles/2024.parquet"), is_uri("articles/2024.parquet")
    (True, False)
    """
    return name.partition("://")[0] in _SCHEMES and "://" in name


def _without_secrets(name: str) -> str:
    """A URI without what may be the key of an account, for messages.

    With Azure, what stands before the @ is the container, and may have a key behind it.

    >>> _without_secrets("s3://name:key@news/a@b"), _without_secrets("abfs://news:key@host/a:b@c")
    ('s3://news/a@b', 'abfs://news@host/a:b@c')
    """
    scheme, separator, rest = name.partition("://")
    place, slash, key = rest.partition("/")
    user, at_sign, host = place.rpartition("@")
    if at_sign:
        place = f"{user.partition(':')[0]}@{host}" if scheme.startswith("abfs") else host
    return f"{scheme}{separator}{place}{slash}{key}"


def at(uri: str, options: bool = True) -> Place:
    """The place that a URI names; with `options`, what follows a ? are those of the store, such as `region=eu-west-1`.

    Raises `CorpusError` for a URI of no store, and for a store that cannot be used.
    """
    found = _OPTIONS.search(uri) if options else None
    name = uri[: found.start()] if found else uri
    where = _without_secrets(name).rstrip("/")
    match = _URI.fullmatch(name)
    if match is None or match["scheme"] not in _SCHEMES:
        raise CorpusError(f"{where}: cannot be opened: no such stores are known; take s3://, gs:// or abfss://")
    bucket = match["user"] if match["scheme"].startswith("abfs") else match["host"]
    if not bucket:
        raise CorpusError(f"{_without_secrets(name)}: names no bucket; give one, such as s3://bucket/folder")
    chosen = dict(parse_qsl(found[1])) if found else {}
    if unknown := chosen.keys() - {"region", "scheme", "endpoint_override"}:
        raise CorpusError(
            f"{where}: {min(unknown)} is no option of a store; there are region, scheme, endpoint_override"
        )
    with told(where, "cannot be opened"):
        files = _opened(match, chosen)
    return Place(where, files, name[: match.start("key")].rstrip("/") + "/", bucket, match["key"].rstrip("/"))


def _opened(match: re.Match[str], options: dict[str, str]) -> fs.FileSystem:
    user, secret, host = match["user"], unquote(match["secret"] or ""), match["host"]
    endpoint = options.get("endpoint_override", "")
    get = os.environ.get
    if match["scheme"].startswith("s3"):
        endpoint = endpoint or get("AWS_ENDPOINT_URL_S3") or get("AWS_ENDPOINT_URL") or ""
        region = options.get("region") or get("AWS_REGION") or get("AWS_DEFAULT_REGION") or ""
        return _s3(user or "", secret, region, options.get("scheme", ""), endpoint, "" if endpoint or region else host)
    if match["scheme"].startswith("g"):
        return _google(user == "anonymous", options.get("scheme", ""), endpoint)
    key = secret or get("AZURE_STORAGE_KEY") or ""
    return _azure(host, get("AZURE_STORAGE_ACCOUNT") or "", key, get("AZURE_STORAGE_SAS_TOKEN") or "")


@lru_cache
def _s3(user: str, secret: str, region: str, scheme: str, endpoint: str, unknown: str) -> fs.FileSystem:
    """`unknown` is a bucket whose region has to be asked for.

    Its objects are put by one request instead of three where that may be: also, nothing that a kill leaves begun stays
    there unseen, and is paid for.
    """
    return fs.S3FileSystem(
        access_key=user or None,
        secret_key=secret or None,
        region=region or (_patiently(lambda: fs.resolve_s3_region(unknown)) if unknown else None),
        scheme=scheme or ("http" if endpoint.startswith("http:") else "https"),
        endpoint_override=endpoint or None,
        connect_timeout=_CONNECTING,
        request_timeout=_ANSWERING,
        retry_strategy=fs.AwsStandardS3RetryStrategy(max_attempts=3),
        allow_delayed_open=True,
    )


@lru_cache
def _google(anonymous: bool, scheme: str, endpoint: str) -> fs.FileSystem:
    return fs.GcsFileSystem(
        anonymous=anonymous,
        scheme=scheme or None,
        endpoint_override=endpoint or None,
        retry_time_limit=datetime.timedelta(seconds=_PATIENCE // 2),
    )


@lru_cache
def _azure(host: str, account: str, key: str, token: str) -> fs.FileSystem:
    name, dot, domain = host.partition(".")
    keys = {"account_key": key} if key else {"sas_token": token} if token else {}
    if ":" in host:
        return fs.AzureFileSystem(
            account,
            blob_storage_authority=host,
            dfs_storage_authority=host,
            blob_storage_scheme="http",
            dfs_storage_scheme="http",
            **keys,
        )
    domains = {"dfs_storage_authority": dot + domain, "blob_storage_authority": dot + domain.replace("dfs", "blob", 1)}
    return fs.AzureFileSystem(name, **domains, **keys)


def looked_up(place: Place) -> fs.FileInfo:
    """What stands there; to be asked first, as it tells of a store that does not answer.

    Raises what Arrow raises, and `TimeoutError`.
    """
    return _patiently(lambda: place.files.get_file_info(place.path))


def _patiently(ask: Callable[[], _Answer]) -> _Answer:
    """What a store answers within a minute: Arrow asks some of them for several."""
    answer: Future[_Answer] = Future()

    def asked() -> None:
        try:
            answer.set_result(ask())
        except BaseException as error:
            answer.set_exception(error)

    threading.Thread(target=asked, daemon=True).start()
    try:
        return answer.result(_PATIENCE)
    except TimeoutError as error:
        raise TimeoutError(str(error) or f"no answer in {_PATIENCE} s") from error


@contextmanager
def told(where: str, what: str) -> Iterator[None]:
    """Raises `CorpusError` for what cannot be done there."""
    try:
        yield
    except UNUSABLE as error:
        raise CorpusError(f"{where}: {what}: {reason(error)}") from error
