"""A zip as its members, and a zip again in which some of them have other bytes.

What is not changed is not touched: its bytes as they are compressed, its order, its date and all else that the zip says
of it. So a zip in which nothing was changed is the same, byte for byte.
"""

import re
import struct
import zlib
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from translate.errors import DocumentError

# The end of the zip, its long form and what leads to that, an entry of the list of members, the head of a member.
_END = struct.Struct("<4s4H2LH")
_LONG_END = struct.Struct("<4sQ2H2L4Q")
_LOCATOR = struct.Struct("<4sLQL")
_ENTRY = struct.Struct("<4s6H3L5H2L")
_HEAD = struct.Struct("<4s5H3L2H")
_END_MARK, _LONG_END_MARK, _LOCATOR_MARK = b"PK\5\6", b"PK\6\6", b"PK\6\7"
_ENTRY_MARK, _HEAD_MARK, _DESCRIPTOR_MARK = b"PK\1\2", b"PK\3\4", b"PK\7\x08"
# The beginning of what Office wrote before there were zips, and writes around encrypted documents still.
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STORED, _DEFLATED = 0, 8
_ENCRYPTED, _DESCRIBED = 1, 8
# In place of a length or an offset that stands among the extra fields, in 64 bits, under this number.
_LONG, _LONG_FIELD = 0xFFFFFFFF, 1
_DRIVE = re.compile(r"[A-Za-z]:")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")

MAX_MEMBER = 256 * 2**20
# XML shrinks to a tenth, seldom to a hundredth; a bomb to a thousandth. What is small may be what it wants.
_MAX_RATIO, _SMALL = 200, 16 * 2**20


@dataclass(frozen=True, slots=True)
class Member:
    """A member: its head begins at `head` of the zip, its compressed bytes are `[start, end)`, its entry is at `entry`.

    `size` and `checksum` are those of the bytes that were compressed; `flags` and `method` are the zip's.
    """

    name: str
    head: int
    start: int
    end: int
    entry: int
    size: int
    checksum: int
    flags: int
    method: int


@dataclass(frozen=True, slots=True)
class Archive:
    """A zip called `name`: its members by their names, in its own order.

    `shift` is how far behind where the zip says its members stand: what was put before it. `directory` is where the
    list of the members begins, `end` where what ends the zip does.
    """

    name: str
    data: bytes
    members: Mapping[str, Member]
    shift: int
    directory: int
    end: int

    def read(self, name: str) -> bytes:
        """The bytes of a member.

        Raises `DocumentError` if there is none of this name, or if it is damaged or too large.
        """
        member = self.members.get(name)
        if member is None:
            raise DocumentError(f"{self.name}: {name} is missing in it; save it again in the program that made it")
        if member.size > MAX_MEMBER:
            raise DocumentError(f"{self.name}: {name} has {member.size / 2**20:.0f} MB, which is too much to read")
        packed = self.data[member.start : member.end]
        data = packed if member.method == _STORED else self._inflated(packed, member)
        if len(data) != member.size or zlib.crc32(data) != member.checksum:
            raise _damaged(self.name, f"the bytes of {name} are not those that were packed")
        return data

    def _inflated(self, packed: bytes, member: Member) -> bytes:
        if member.method != _DEFLATED:
            raise DocumentError(
                f"{self.name}: {member.name} is packed by method {member.method}; pack it again with deflate"
            )
        try:
            # One more than there should be, so that what lies about its size is found out.
            return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, member.size + 1)
        except zlib.error as error:
            raise _damaged(self.name, f"{member.name} cannot be unpacked") from error


def opened(data: bytes, name: str) -> Archive:
    """The zip in the data of a file called `name`.

    Raises `DocumentError` for data that are no zip or only the first part of one, for encrypted members, for names
    that climb out of the zip or occur twice, and for a zip that would swell when it is unpacked.
    """
    if data.startswith(_COMPOUND):
        raise DocumentError(
            f"{name}: encrypted, or of an Office before 2007; save it without a password in a format of today"
        )
    if len(data) >= _LONG:
        raise DocumentError(f"{name}: has more than 4 GB; split it")
    end = _end(data, name)
    long_end = _long_end(data, end)
    if long_end is None:
        *_, count, size, offset, _ = _END.unpack_from(data, end)
    else:
        *_, count, size, offset = _LONG_END.unpack_from(data, long_end)
        end = long_end
    directory = end - size
    shift = directory - offset
    if directory < 0 or shift < 0:
        raise _damaged(name, "its list of members is cut off")
    members: dict[str, Member] = {}
    for member in _members(data, name, directory, end, shift):
        if member.name in members:
            raise DocumentError(f"{name}: has two members called {member.name}; pack it again")
        members[member.name] = member
    if len(members) != count:
        raise _damaged(name, f"it has {len(members)} members and should have {count}")
    _check(members.values(), data, name, directory)
    return Archive(name, data, members, shift, directory, end)


def rewritten(archive: Archive, changed: Mapping[str, bytes]) -> bytes:
    """The zip with other bytes in some of its members, packed as the old ones were.

    A name that the zip does not have is a `KeyError`.
    """
    data = archive.data
    parts: list[bytes] = []
    heads: list[int] = []
    moves = [0]
    entries: dict[int, bytes] = {}
    at = 0
    for member in sorted((archive.members[name] for name in changed), key=lambda member: member.head):
        head, packed, entries[member.entry] = _packed(archive, member, changed[member.name])
        end = member.end + _descriptor(data, member)
        parts += [data[at : member.head], head, packed]
        heads.append(member.head)
        moves.append(moves[-1] + len(head) + len(packed) - (end - member.head))
        at = end
    if not heads:
        return data
    listed = b"".join(
        _moved(entries.get(member.entry) or _entry(archive, member), moves[bisect_left(heads, member.head)])
        for member in archive.members.values()
    )
    return b"".join([*parts, data[at : archive.directory], listed, _tail(archive, len(listed), moves[-1])])


# --- Reading ---


def _damaged(name: str, what: str) -> DocumentError:
    return DocumentError(f"{name}: damaged or cut off ({what}); get it again")


def _end(data: bytes, name: str) -> int:
    """Where the end of the zip begins."""
    at = data.rfind(_END_MARK, max(0, len(data) - 2**16 - _END.size))
    while at >= 0:
        # Behind the comment some have bytes that belong to nothing.
        if at + _END.size <= len(data) and at + _END.size + _END.unpack_from(data, at)[-1] <= len(data):
            return at
        at = data.rfind(_END_MARK, max(0, len(data) - 2**16 - _END.size), at)
    if data.startswith(_HEAD_MARK):
        raise _damaged(name, "a zip without its end")
    raise DocumentError(f"{name}: no zip, which documents of this format are; check that the name's ending is right")


def _long_end(data: bytes, end: int) -> int | None:
    """Where the long form of the end begins, if there is one."""
    at = end - _LOCATOR.size
    if at < _LONG_END.size or data[at : at + 4] != _LOCATOR_MARK:
        return None
    found = at - _LONG_END.size
    return found if data[found : found + 4] == _LONG_END_MARK else None


def _members(data: bytes, name: str, at: int, end: int, shift: int) -> Iterator[Member]:
    """The members in a list that lies at `[at, end)` of the data."""
    while at < end:
        if at + _ENTRY.size > end or data[at : at + 4] != _ENTRY_MARK:
            raise _damaged(name, "its list of members is not one")
        fields = _ENTRY.unpack_from(data, at)
        flags, method, checksum, packed, size = fields[3], fields[4], fields[7], fields[8], fields[9]
        named, extra, comment, offset = *fields[10:13], fields[16]
        behind = at + _ENTRY.size
        called = _name(data[behind : behind + named], name)
        long = iter(_long_values(data[behind + named : behind + named + extra]))
        size, packed, offset = (next(long, _LONG) if one == _LONG else one for one in (size, packed, offset))
        start = _start(data, name, called, offset + shift)
        if start + packed > len(data):
            raise _damaged(name, f"{called} is not all there")
        if flags & _ENCRYPTED:
            raise DocumentError(f"{name}: encrypted; save it without a password")
        yield Member(called, offset + shift, start, start + packed, at, size, checksum, flags, method)
        at = behind + named + extra + comment


def _name(raw: bytes, zipped: str) -> str:
    """The name of a member, which many write in UTF-8 without saying so.

    Raises `DocumentError` for one that would lie outside of a folder into which the zip is unpacked.
    """
    try:
        name = raw.decode("utf-8")
    except UnicodeDecodeError:
        name = raw.decode("cp437")
    steps = name.replace("\\", "/").split("/")
    if ".." in steps or not steps[0] or _DRIVE.match(name) or "\0" in name:
        raise DocumentError(f"{zipped}: has a member whose name leads out of it ({name!r}); do not trust this file")
    # As messages show it; no other part calls one so.
    return _CONTROL.sub(lambda found: ascii(found[0])[1:-1], name)


def _start(data: bytes, name: str, called: str, head: int) -> int:
    """Where the compressed bytes of a member begin whose head is at a place."""
    if head + _HEAD.size > len(data) or data[head : head + 4] != _HEAD_MARK:
        raise _damaged(name, f"{called} is not where it should be")
    *_, named, extra = _HEAD.unpack_from(data, head)
    return head + _HEAD.size + int(named) + int(extra)


def _fields(extra: bytes) -> Iterator[tuple[int, bytes]]:
    """The extra fields of a member: the number of each, and all its bytes."""
    at = 0
    while at + 4 <= len(extra):
        number, length = struct.unpack_from("<2H", extra, at)
        yield number, extra[at : at + 4 + length]
        at += 4 + length
    if at < len(extra):
        yield -1, extra[at:]


def _long_values(extra: bytes) -> list[int]:
    """The lengths and the offset that an entry has no room for, in the order in which they would be there."""
    for number, field in _fields(extra):
        if number == _LONG_FIELD:
            return [int(struct.unpack_from("<Q", field, at)[0]) for at in range(4, len(field) - 7, 8)]
    return []


def _check(members: Collection[Member], data: bytes, name: str, directory: int) -> None:
    """Raises `DocumentError` where members share bytes or would be much larger than the zip."""
    if sum(member.size for member in members) > _SMALL + _MAX_RATIO * len(data):
        raise DocumentError(
            f"{name}: unpacked, it would be more than {_MAX_RATIO} times as large; do not trust this file"
        )
    for one, other in pairwise(sorted(members, key=lambda member: member.head)):
        if one.end > other.head:
            raise _damaged(name, f"{one.name} and {other.name} are in one place")
    if any(member.end > directory for member in members):
        raise _damaged(name, "a member reaches into their list")


# --- Writing ---


def _packed(archive: Archive, member: Member, content: bytes) -> tuple[bytes, bytes, bytes]:
    """A member with other bytes: its head, the bytes packed, its entry in the list, which leads to the old place."""
    data, packed, method = archive.data, content, _STORED
    if member.method != _STORED:
        deflate = zlib.compressobj(wbits=-zlib.MAX_WBITS)
        packed, method = deflate.compress(content) + deflate.flush(), _DEFLATED
    # The lengths are known now, so no descriptor behind the bytes has to tell them.
    told = (zlib.crc32(content), len(packed), len(content))
    flags = member.flags & ~_DESCRIBED
    mark, version, _, _, time, date, _, _, _, named, _ = _HEAD.unpack_from(data, member.head)
    behind = member.head + _HEAD.size + named
    extra = _short(data[behind : member.start])
    head = _HEAD.pack(mark, version, flags, method, time, date, *told, named, len(extra))
    entry = _entry(archive, member)
    fields = _ENTRY.unpack_from(entry)
    behind = _ENTRY.size + fields[10]
    listed_extra = _short(entry[behind : behind + fields[11]])
    listed = _ENTRY.pack(
        *fields[:3], flags, method, *fields[5:7], *told, fields[10], len(listed_extra), *fields[12:16],
        member.head - archive.shift,
    )  # fmt: skip
    return (
        head + data[member.head + _HEAD.size :][:named] + extra,
        packed,
        listed + entry[_ENTRY.size : behind] + listed_extra + entry[behind + fields[11] :],
    )


def _short(extra: bytes) -> bytes:
    """Extra fields without the one for lengths in 64 bits."""
    return b"".join(field for number, field in _fields(extra) if number != _LONG_FIELD)


def _entry(archive: Archive, member: Member) -> bytes:
    """The bytes of a member's entry in the list."""
    named, extra, comment = struct.unpack_from("<3H", archive.data, member.entry + 28)
    return archive.data[member.entry : member.entry + _ENTRY.size + named + extra + comment]


def _moved(entry: bytes, by: int) -> bytes:
    """An entry that leads to a place further behind."""
    fields = _ENTRY.unpack_from(entry)
    if fields[16] != _LONG:
        return entry[: _ENTRY.size - 4] + struct.pack("<L", fields[16] + by) + entry[_ENTRY.size :]
    at = _ENTRY.size + fields[10]
    for number, field in _fields(entry[at : at + fields[11]]):
        if number == _LONG_FIELD:
            at += 4 + 8 * [fields[9], fields[8]].count(_LONG)
            (offset,) = struct.unpack_from("<Q", entry, at)
            return entry[:at] + struct.pack("<Q", offset + by) + entry[at + 8 :]
        at += len(field)
    return entry


def _descriptor(data: bytes, member: Member) -> int:
    """How many bytes behind those of a member tell their lengths, for who wrote in one go and could not before."""
    if not member.flags & _DESCRIBED:
        return 0
    told = (member.checksum, member.end - member.start, member.size)
    for form in ("<LLL", "<LQQ"):
        for mark in (_DESCRIPTOR_MARK, b""):
            descriptor = mark + struct.pack(form, *told)
            if data.startswith(descriptor, member.end):
                return len(descriptor)
    return 0


def _tail(archive: Archive, size: int, moved: int) -> bytes:
    """What ends the zip, after a list of `size` bytes that stands further behind than before."""
    tail = bytearray(archive.data[archive.end :])
    offset = archive.directory - archive.shift + moved
    at = 0
    if tail.startswith(_LONG_END_MARK):
        struct.pack_into("<2Q", tail, 40, size, offset)
        struct.pack_into("<Q", tail, _LONG_END.size + 8, offset + size)
        at = _LONG_END.size + _LOCATOR.size
    for place, value in ((at + 12, size), (at + 16, offset)):
        if struct.unpack_from("<L", tail, place) != (_LONG,):
            struct.pack_into("<L", tail, place, value)
    return bytes(tail)
