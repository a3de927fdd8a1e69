"""Framing of messages in a pipe: eight bytes of length, then the message."""

import struct
from typing import BinaryIO

_LENGTH = struct.Struct(">Q")
MAX_BYTES = 256 * 1024 * 1024  # longer than any file or answer


def send(pipe: BinaryIO, *messages: bytes) -> None:
    """Write messages and flush the pipe."""
    for message in messages:
        pipe.write(_LENGTH.pack(len(message)))
        pipe.write(message)
    pipe.flush()


def receive(pipe: BinaryIO) -> bytes:
    """The next message. Raises EOFError when the pipe is closed or the length is invalid."""
    (length,) = _LENGTH.unpack(_read_exactly(pipe, _LENGTH.size))
    if length > MAX_BYTES:
        raise EOFError
    return _read_exactly(pipe, length)


def _read_exactly(pipe: BinaryIO, count: int) -> bytes:
    data = pipe.read(count)
    if len(data) < count:
        raise EOFError
    return data
