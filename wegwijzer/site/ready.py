"""Answers that are ready to be sent: bytes per encoding, with their headers, packed once."""

import gzip
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import brotli

from wegwijzer.site.middleware import SECURITY

Message = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Ready:
    """An answer: the messages of ASGI that start it and that carry its body, per encoding."""

    plain: tuple[Message, Message]
    gzip: tuple[Message, Message]
    br: tuple[Message, Message]
    size: int

    def for_client(self, accepted: bytes) -> tuple[Message, Message]:
        """The smallest that a client takes; `accepted` is its Accept-Encoding."""
        if not accepted:
            return self.plain
        taken = {part.strip() for part in accepted.lower().split(b",")}  # "br;q=0" is no "br"
        return self.br if b"br" in taken else self.gzip if b"gzip" in taken else self.plain


def ready(status: int, kind: str, body: bytes, headers: Mapping[str, str] = SECURITY) -> Ready:
    """Pack an answer. No secret is mixed with what a visitor typed, so packing tells nobody anything."""
    base = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
    base += [(b"content-type", kind.encode()), (b"vary", b"accept-encoding")]

    def messages(content: bytes, encoding: bytes = b"") -> tuple[Message, Message]:
        found = [*base, (b"content-length", str(len(content)).encode())]
        if encoding:
            found.append((b"content-encoding", encoding))
        start = {"type": "http.response.start", "status": status, "headers": found}
        return start, {"type": "http.response.body", "body": content}

    packed, smallest = gzip.compress(body, 6, mtime=0), brotli.compress(body, quality=5)
    size = len(body) + len(packed) + len(smallest)
    return Ready(messages(body), messages(packed, b"gzip"), messages(smallest, b"br"), size)


class Shelved:
    """Answers by address, up to a number of bytes; what was asked for longest ago goes first."""

    def __init__(self, most: int) -> None:
        self.most, self.held = most, 0
        self._answers: OrderedDict[str, Ready] = OrderedDict()

    def get(self, path: str) -> Ready | None:
        answer = self._answers.get(path)
        if answer is not None:
            self._answers.move_to_end(path)
        return answer

    def keep(self, path: str, answer: Ready) -> None:
        before = self._answers.pop(path, None)
        self.held += answer.size - (before.size if before else 0)
        self._answers[path] = answer
        while self.held > self.most:
            _, oldest = self._answers.popitem(last=False)
            self.held -= oldest.size

    def clear(self) -> None:
        self._answers.clear()
        self.held = 0

    def __len__(self) -> int:
        return len(self._answers)
