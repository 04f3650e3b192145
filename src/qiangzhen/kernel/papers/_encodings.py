"""Turn bytes into text: UTF-8, UTF-16, GB18030 and Big5, also where one file mixes them line by line."""

from __future__ import annotations

import codecs
import re

from ._cleaning import simplified
from ._places import Place
from ._reading import Finding
from ._words import finding, refusal

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_PRINTED = {
    "gb18030": "GB18030",
    "big5hkscs": "Big5",
    "utf-8": "UTF-8",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
}
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MOST_CONTROLS = 0.01
_MOST_REPLACED = 0.02


def decode(content: bytes, *, declared: str | None = None) -> tuple[str, list[Finding]]:
    """Return the text of a file and doubts about its encoding.

    ``declared`` is what the file says of itself (a web page's charset). Raises
    ``UnreadableList`` where the bytes are no text.
    """
    for mark, marked in _MARKS:
        if content.startswith(mark):
            return _whole(content[len(mark) :], marked)
    unmarked = _unmarked_utf16(content)
    if unmarked is not None:
        return _refuse_nonsense(unmarked), [finding("encoding_guessed", encoding="UTF-16")]
    as_utf8 = _strictly(content, "utf-8")
    if as_utf8 is not None:
        return _refuse_nonsense(as_utf8), []
    said = _strictly(content, declared) if declared else None
    if said is not None:
        return _refuse_nonsense(said), []
    if not _utf8_lines(content):
        for cut in range(4):
            name = _likelier(content[: len(content) - cut])
            if name is not None:
                return _guessed(content, cut, name)
    return _line_by_line(content)


def _guessed(content: bytes, cut: int, name: str) -> tuple[str, list[Finding]]:
    """Return text in a guessed encoding; ``cut`` bytes at its end are half a character."""
    text = content[: len(content) - cut].decode(name)
    findings = [finding("encoding_guessed", encoding=_PRINTED[name])]
    if cut:
        line = text.count("\n") + 1
        findings.append(finding("undecodable_bytes", source=Place(line=line), line=line))
        text += "\ufffd"
    return _refuse_nonsense(text), findings


def _whole(content: bytes, name: str) -> tuple[str, list[Finding]]:
    text = _strictly(content, name)
    if text is not None:
        return _refuse_nonsense(text), []
    if name == "utf-8":
        return _line_by_line(content)
    text = content.decode(name, "replace")
    line = text.count("\n", 0, text.find("\ufffd")) + 1
    return _refuse_nonsense(text), [finding("undecodable_bytes", source=Place(line=line), line=line)]


def _strictly(content: bytes, name: str) -> str | None:
    try:
        return content.decode(name)
    except (UnicodeDecodeError, LookupError):
        return None


def _refuse_nonsense(text: str) -> str:
    if len(_CONTROL.findall(text)) > max(2, len(text) * _MOST_CONTROLS):
        raise refusal("not_text")
    return text


def _unmarked_utf16(content: bytes) -> str | None:
    """Return the text of UTF-16 without its mark: line breaks are 0A 00, and the rest is mostly Chinese."""
    if len(content) % 2 or b"\x00" not in content:
        return None
    for name in ("utf-16-le", "utf-16-be"):
        text = _strictly(content, name)
        if text and not _CONTROL.search(text) and _familiar(text) > 0.6:
            return text
    return None


def _familiar(text: str) -> float:
    """Return which share of the characters beyond ASCII is in everyday use (the first level of GB 2312)."""
    wide = [char for char in simplified(text[:20_000]) if char > "\x7f"]
    return sum(map(_is_everyday, wide)) / len(wide) if wide else 1.0


def _is_everyday(char: str) -> bool:
    encoded = char.encode("gb2312", "ignore")
    return bool(encoded) and (0xB0 <= encoded[0] <= 0xD7 or encoded[0] in (0xA1, 0xA3))


def _likelier(content: bytes) -> str | None:
    """Return which of the two Chinese encodings gives the more everyday text, or None if neither decodes."""
    texts = {name: _strictly(content, name) for name in ("gb18030", "big5hkscs")}
    known = {name: _familiar(text) for name, text in texts.items() if text is not None}
    return max(known, key=lambda name: known[name]) if known else None


def _utf8_lines(content: bytes) -> int:
    """Return how many lines are plainly UTF-8; GB18030 text hardly ever passes for it by accident."""
    lines = 0
    for line in content.split(b"\n"):
        if (
            len(line) - len(line.translate(None, bytes(range(128, 256)))) >= 6
            and _strictly(line, "utf-8") is not None
        ):
            lines += 1
    return lines


def _line_by_line(content: bytes) -> tuple[str, list[Finding]]:
    """Decode each line by itself, with a finding for each that is not UTF-8 or no text at all."""
    texts: list[str] = []
    findings: list[Finding] = []
    for number, line in enumerate(content.split(b"\n"), start=1):
        text = _strictly(line, "utf-8")
        if text is None:
            name = _likelier(line) if not _is_cut_utf8(line) else None
            text = line.decode(name or "utf-8", "replace")
            place = Place(line=number)
            if name is not None and _familiar(text) >= 0.5:
                findings.append(
                    finding("mixed_encodings", source=place, line=number, encoding=_PRINTED[name])
                )
            else:
                text = line.decode("utf-8", "replace")
                findings.append(finding("undecodable_bytes", source=place, line=number))
        texts.append(text)
    whole = "\n".join(texts)
    if whole.count("\ufffd") > max(3, len(whole) * _MOST_REPLACED):
        raise refusal("encoding_unknown")
    return _refuse_nonsense(whole), findings


def _is_cut_utf8(line: bytes) -> bool:
    """Return whether a line is UTF-8 but for half a character at its end."""
    return any(_strictly(line[: len(line) - cut], "utf-8") is not None for cut in (1, 2, 3))
