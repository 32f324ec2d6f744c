"""Sentence templates: ``[a|b]`` chooses, ``{slot}`` is filled. Both nest: ``[昨晚|{ago}]闻到{it}的[怪味|烟]``.

A template is read once into a tree and rendered many times. The slots are plain strings, computed by the
caller before rendering, so a rendering is a pure function of chance and context.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import TypeVar

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Slot:
    """``{name}``: a value from the context."""

    name: str


@dataclass(frozen=True, slots=True)
class Choice:
    """``[a|b|c]``: one of several branches, each as likely as the others."""

    branches: "tuple[Template, ...]"


Part = str | Slot | Choice
Template = tuple[Part, ...]


class TemplateError(ValueError):
    """A template with an open bracket or brace; the message quotes it."""


@cache
def parse(text: str) -> Template:
    """Read a template; brackets must close, and bars stand only inside them."""
    branches, end = _branches(text, 0, text)
    if end != len(text) or len(branches) != 1:
        raise TemplateError(f"stray bracket or bar in template: {text}")
    return branches[0]


def _branches(text: str, start: int, whole: str) -> tuple[list[Template], int]:
    """The branches from ``start`` up to the closing bracket (or the end), and where they stop."""
    branches: list[list[Part]] = [[]]
    at = start
    while at < len(text):
        mark = text[at]
        if mark == "]":
            break
        if mark == "|":
            branches.append([])
            at += 1
        elif mark == "[":
            inner, close = _branches(text, at + 1, whole)
            if close >= len(text):
                raise TemplateError(f"unclosed bracket in template: {whole}")
            branches[-1].append(Choice(tuple(inner)))
            at = close + 1
        elif mark == "{":
            close = text.find("}", at)
            if close < 0:
                raise TemplateError(f"unclosed brace in template: {whole}")
            branches[-1].append(Slot(text[at + 1 : close]))
            at = close + 1
        else:
            stop = _plain_end(text, at)
            branches[-1].append(text[at:stop])
            at = stop
    return [tuple(branch) for branch in branches], at


def _plain_end(text: str, at: int) -> int:
    while at < len(text) and text[at] not in "[]|{":
        at += 1
    return at


def render(rng: Random, template: str, context: Mapping[str, str]) -> str:
    """One rendering. An unknown slot is a ``KeyError``: the tables and the composer must agree."""
    return _render(rng, parse(template), context)


def _render(rng: Random, template: Template, context: Mapping[str, str]) -> str:
    out: list[str] = []
    for part in template:
        if isinstance(part, str):
            out.append(part)
        elif isinstance(part, Choice):
            branch = pick(rng, part.branches)
            # Most branches are a bare word, or nothing.
            plain = branch[0] if len(branch) == 1 else None
            out.append(plain if isinstance(plain, str) else _render(rng, branch, context))
        else:
            out.append(context[part.name])
    return "".join(out)


def pick(rng: Random, options: Sequence[Thing]) -> Thing:
    """One of the options, each as likely as the others."""
    return options[int(rng.random() * len(options))]


def slots(template: str) -> frozenset[str]:
    """Every slot a template may ask for."""
    return frozenset(_slots(parse(template)))


def _slots(template: Template) -> list[str]:
    found: list[str] = []
    for part in template:
        if isinstance(part, Slot):
            found.append(part.name)
        elif isinstance(part, Choice):
            for branch in part.branches:
                found.extend(_slots(branch))
    return found
