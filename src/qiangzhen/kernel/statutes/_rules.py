"""Every rule of law under law/: where it stands, what it rests on, and its two examples.

The packages that apply a rule read its row with their own schema. Here only the head
that all rules share is read, so that a page can show any of them and a test can tell
whether one has no example or shares its number with another.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import yaml

from qiangzhen.kernel.lawdata import BrokenLawFile, Certainty, LawFileProblem, read_law_file

from ._register import ArticleKey, StatuteRegister, article_key
from ._source import SOURCE_SCHEMA, Source, source_from
from ._vocabulary import Text

_NUMBER = re.compile(r"QZ-[A-Z]{2}(-[0-9A-Z]+)?-[0-9]{3}")
_DAY: Mapping[str, Any] = {"type": ["string", "null"], "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
_WORDS: Mapping[str, Any] = {"type": "string", "minLength": 1}
_HEAD_SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "required": ["number", "source", "in_force_from", "certainty", "says"],
    "properties": {
        "number": {"pattern": f"^{_NUMBER.pattern}$"},
        "source": SOURCE_SCHEMA,
        "in_force_from": _DAY,
        "in_force_to": _DAY,
        "certainty": {"enum": [certainty.value for certainty in Certainty]},
        "says": {
            "type": "object",
            "required": ["zh", "en"],
            "additionalProperties": False,
            "properties": {"zh": _WORDS, "en": _WORDS},
        },
    },
}
_CASE_SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "required": ["question", "expect"],
    "additionalProperties": False,
    "properties": {"question": {}, "expect": {}},
}
_EXAMPLE_SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "required": ["rule", "permits", "refuses"],
    "additionalProperties": False,
    "properties": {"rule": _WORDS, "permits": _CASE_SCHEMA, "refuses": _CASE_SCHEMA},
}

_HEAD = jsonschema.Draft202012Validator(_HEAD_SCHEMA)
if TYPE_CHECKING:
    _QuickLoader = yaml.SafeLoader
else:
    _QuickLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _DatesAsText(_QuickLoader):
    """Reads dates as the text they were written in, so that a wrong one can be named."""

    yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


@dataclass(frozen=True, slots=True)
class ExampleCase:
    """A question put to the rule and the answer it must give, in the form of the owning package."""

    question: Any
    expect: Any


@dataclass(frozen=True, slots=True)
class RuleExample:
    """The two examples of a rule: one case it lets through, one it stops."""

    file: str
    permits: ExampleCase
    refuses: ExampleCase


@dataclass(frozen=True, slots=True)
class Rule:
    """The head of one rule of law, with its place; ``file`` is relative to the law folder."""

    number: str
    source: Source
    in_force_from: dt.date | None
    in_force_to: dt.date | None
    """Exclusive."""
    certainty: Certainty
    says: Text
    layer: str
    """"national", or the key of the pack it belongs to."""
    file: str
    line: int
    example: RuleExample | None

    def holds(self, *, on: dt.date) -> bool:
        """Tell whether the rule was law on a day."""
        begun = self.in_force_from is None or self.in_force_from <= on
        return begun and (self.in_force_to is None or on < self.in_force_to)


class UnknownRule(LookupError):
    """No rule has this number."""


@dataclass(frozen=True, slots=True)
class RuleRegister:
    """All rules in the order of their numbers, and the articles they rest on."""

    rules: tuple[Rule, ...]
    by_article: Mapping[ArticleKey, tuple[Rule, ...]]
    stray_examples: tuple[LawFileProblem, ...]

    def get(self, number: str) -> Rule:
        """Return a rule by its number; raises ``UnknownRule``."""
        for rule in self.rules:
            if rule.number == number:
                return rule
        raise UnknownRule(f"no rule {number!r} under law/")

    def resting_on(self, key: ArticleKey) -> tuple[Rule, ...]:
        """Return the rules that rest on an article."""
        return self.by_article.get(key, ())

    def of_document(self, document: str) -> tuple[Rule, ...]:
        """Return the rules that rest on a clause of a policy document."""
        return tuple(rule for rule in self.rules if rule.source.document == document)

    def problems(self) -> tuple[LawFileProblem, ...]:
        """Return what a careful reader must mend: doubled numbers, rules without examples, stray examples."""
        seen: dict[str, Rule] = {}
        problems = list(self.stray_examples)
        for rule in self.rules:
            if rule.number in seen:
                first = seen[rule.number]
                message = f"{rule.number} is already used in {first.file}, line {first.line}"
                problems.append(LawFileProblem(rule.file, rule.line, "number", message))
            elif rule.example is None:
                message = f"{rule.number} has no examples: write examples/{rule.number}.yaml"
                problems.append(LawFileProblem(rule.file, rule.line, "number", message))
            seen.setdefault(rule.number, rule)
        return tuple(problems)


def load_rules(law_dir: Path, *, register: StatuteRegister | None = None) -> RuleRegister:
    """Read the head of every rule under ``law_dir``, packs included, with its examples.

    With a register, articles of a statute that a rule cites by another name are found under its
    full title. Raises ``BrokenLawFile`` naming file, line and field.
    """
    problems: list[LawFileProblem] = []
    examples, stray = _examples(law_dir, problems)
    rules: list[Rule] = []
    for path in sorted(law_dir.rglob("*.yaml")):
        if path.parent != law_dir / "examples":
            rules += _rules_of(path, law_dir, examples, problems)
    if problems:
        raise BrokenLawFile(tuple(problems))
    rules.sort(key=lambda rule: (rule.number, rule.file, rule.line))
    numbers = {rule.number for rule in rules}
    stray += [
        LawFileProblem(example.file, 1, "rule", f"there is no rule {number}")
        for number, example in examples.items()
        if number not in numbers
    ]
    return RuleRegister(tuple(rules), _by_article(rules, register), tuple(stray))


def _by_article(rules: list[Rule], register: StatuteRegister | None) -> dict[ArticleKey, tuple[Rule, ...]]:
    by_article: dict[ArticleKey, list[Rule]] = defaultdict(list)
    for rule in rules:
        if rule.source.law is not None and rule.source.article is not None:
            by_article[article_key(rule.source.law, rule.source.article, register=register)].append(rule)
    return {key: tuple(found) for key, found in by_article.items()}


def _examples(
    law_dir: Path, problems: list[LawFileProblem]
) -> tuple[dict[str, RuleExample], list[LawFileProblem]]:
    examples: dict[str, RuleExample] = {}
    stray: list[LawFileProblem] = []
    for path in sorted((law_dir / "examples").glob("*.yaml")):
        try:
            content = read_law_file(path, _EXAMPLE_SCHEMA)
        except BrokenLawFile as error:
            problems += error.problems
            continue
        file = path.relative_to(law_dir).as_posix()
        if content["rule"] != path.stem:
            stray.append(LawFileProblem(file, 1, "rule", f"must be the file's name, {path.stem}"))
        permits, refuses = ExampleCase(**content["permits"]), ExampleCase(**content["refuses"])
        examples[path.stem] = RuleExample(file, permits, refuses)
    return examples, stray


def _rules_of(
    path: Path, law_dir: Path, examples: Mapping[str, RuleExample], problems: list[LawFileProblem]
) -> Iterator[Rule]:
    file = path.relative_to(law_dir)
    try:
        root = yaml.compose(path.read_text(encoding="utf-8"), Loader=_DatesAsText)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        problems.append(LawFileProblem(file.as_posix(), line, "(file)", f"not YAML text: {error}"))
        return
    layer = file.parts[1] if file.parts[0] == "packs" else file.parts[0]
    for node in _numbered_rows(root):
        line = node.start_mark.line + 1
        row = _plain(node)
        faults = list(_HEAD.iter_errors(row))
        days = {} if faults else _days(row, file.as_posix(), line, problems)
        for fault in faults:
            field = ".".join(str(step) for step in fault.absolute_path) or "(row)"
            problems.append(LawFileProblem(file.as_posix(), line, f"{row['number']} {field}", fault.message))
        if days:
            yield Rule(
                number=row["number"],
                source=source_from(row["source"]),
                certainty=Certainty(row["certainty"]),
                says=Text(**row["says"]),
                layer=layer,
                file=file.as_posix(),
                line=line,
                example=examples.get(row["number"]),
                **days,
            )


def _days(
    row: Mapping[str, Any], file: str, line: int, problems: list[LawFileProblem]
) -> dict[str, dt.date | None]:
    days: dict[str, dt.date | None] = {}
    for field in ("in_force_from", "in_force_to"):
        stated = row.get(field)
        try:
            days[field] = dt.date.fromisoformat(stated) if stated else None
        except ValueError:
            problems.append(LawFileProblem(file, line, f"{row['number']} {field}", f"{stated} is no day"))
            return {}
    return days


def _numbered_rows(root: yaml.Node | None) -> Iterator[yaml.MappingNode]:
    """Yield every mapping that carries a ``number: QZ-…``, however deep it lies."""
    seen: set[int] = set()
    waiting = [root] if root is not None else []
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                if key.value == "number" and str(value.value).startswith("QZ-"):
                    yield node
                waiting.append(value)
        elif isinstance(node, yaml.SequenceNode):
            waiting += node.value


def _plain(node: yaml.MappingNode) -> dict[str, Any]:
    """Return the head fields of a row as plain Python, dates as the text they were written in."""
    loader = _DatesAsText("")
    try:
        wanted = _HEAD_SCHEMA["properties"]
        return {
            key.value: loader.construct_object(value, deep=True)
            for key, value in node.value
            if key.value in wanted
        }
    finally:
        loader.dispose()
