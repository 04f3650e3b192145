"""Questions and answers in a fixed form, as commands read and print them; no fault of the input is a traceback."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from qiangzhen.kernel.authority.handing_down import FieldFault, FormRefused
from qiangzhen.kernel.statutes import Text

Answer = Callable[[object, str | None], Mapping[str, Any]]

DEEPEST = 32
"""How deep JSON may be nested; the forms need six."""
_TOO_DEEP = Text("JSON 嵌套过深。", "The JSON is nested too deeply.")

REFUSED = 2
"""Exit code when the question cannot be answered; nothing is printed as an answer then."""


class Unreadable(ValueError):
    """The file is not a question at all; ``text`` says why."""

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text.en)


def add_form_arguments(parser: CommandParser) -> None:
    """Add FILE, --lang and --json-errors."""
    parser.add_argument(
        "file", metavar="FILE", help="file with the question as JSON, or - for standard input"
    )
    parser.add_argument(
        "--lang",
        choices=["zh", "en"],
        help="language of the texts; goes before the question's own; Chinese otherwise",
    )
    parser.add_argument(
        "--json-errors",
        action="store_true",
        help="print what is wrong with the question as JSON on standard output",
    )


def answer_file(command: BaseCommand, options: Mapping[str, Any], answer: Answer) -> None:
    """Print the answer to the question in a file; end with 2 where the question is at fault, naming every field."""
    try:
        form = read_form(options["file"])
        found = answer(form, options["lang"])
    except FormRefused as refused:
        _refuse(command, options, refused.faults)
    except Unreadable as unreadable:
        _refuse(command, options, (FieldFault("(form)", "invalid", unreadable.text),))
    else:
        command.stdout.write(json.dumps(found, ensure_ascii=False, indent=2))


def read_form(name: str) -> object:
    """Return the JSON of a file, or of standard input for ``-``; raises ``Unreadable``."""
    try:
        content = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        why = error.strerror or str(error)
        raise Unreadable(
            Text(f"打不开文件“{name}”：{why}。", f"The file {name} cannot be opened: {why}.")
        ) from error
    return form_from(content)


def form_from(content: bytes) -> object:
    """Return the JSON that bytes hold; raises ``Unreadable`` where it is none, or none that can be used."""
    try:
        form = json.loads(content.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_no_number)
    except UnicodeDecodeError as error:
        text = Text("文件不是 UTF-8 编码，请另存为 UTF-8。", "The file is not in UTF-8; save it as UTF-8.")
        raise Unreadable(text) from error
    except json.JSONDecodeError as error:
        zh = f"不是 JSON：第{error.lineno}行第{error.colno}列有误。"
        raise Unreadable(
            Text(zh, f"This is no JSON: see line {error.lineno}, column {error.colno}.")
        ) from error
    except RecursionError as error:
        raise Unreadable(_TOO_DEEP) from error
    except Unreadable:
        raise
    except ValueError as error:  # Python reads no whole number of thousands of digits
        raise Unreadable(Text("JSON 中的数过长。", "A number in the JSON is too long.")) from error
    _require_plain(form, 0)
    return form


def _require_plain(value: object, depth: int) -> None:
    """Refuse what no database can hold (NUL, halves of characters) and what is nested beyond reason."""
    if depth > DEEPEST:
        raise Unreadable(_TOO_DEEP)
    if isinstance(value, str):
        if "\0" in value or any("\ud800" <= character <= "\udfff" for character in value):
            raise Unreadable(
                Text("文字中含有不能使用的字符。", "A text holds a character that cannot be used.")
            )
    elif isinstance(value, dict):
        for key, one in value.items():
            _require_plain(key, depth)
            _require_plain(one, depth + 1)
    elif isinstance(value, list):
        for one in value:
            _require_plain(one, depth + 1)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object, refusing a field that stands in it twice: which of the two is meant?"""
    read = dict(pairs)
    if len(read) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise Unreadable(Text(f"字段“{twice}”出现了两次。", f"The field {twice} stands there twice."))
    return read


def _no_number(name: str) -> Any:
    raise Unreadable(Text(f"{name} 不是 JSON 的数。", f"{name} is no number of JSON."))


def _refuse(command: BaseCommand, options: Mapping[str, Any], faults: tuple[FieldFault, ...]) -> None:
    language = options["lang"] or "zh"
    texts = {fault: fault.text.en if language == "en" else fault.text.zh for fault in faults}
    if options["json_errors"]:
        told = [
            {"field": fault.field, "problem": fault.problem, "text": text} for fault, text in texts.items()
        ]
        command.stdout.write(json.dumps({"faults": told}, ensure_ascii=False, indent=2))
    else:
        for text in texts.values():
            command.stderr.write(text)
    raise SystemExit(REFUSED)
