"""A bulletin as a file: the suffix says in which form."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from reports.bulletin import as_data
from reports.exports.sheets import Sheet, sheets
from reports.figures import MonthFacts
from reports.model import Document
from reports.monthly.story import Edition


class FormatError(ValueError):
    """A file name from whose suffix no form can be told."""


@dataclass(frozen=True, slots=True)
class Issue:
    """What is written: the figures, the paper made of them, and for whom."""

    facts: MonthFacts
    document: Document
    edition: Edition
    behind: Sheet | None = None
    """The case numbers behind the indicators, for the internal workbook."""


def _pdf(issue: Issue) -> bytes:
    from reports.pdf import document_pdf  # a second to load, and only here

    return document_pdf(issue.document)


def _docx(issue: Issue) -> bytes:
    from reports.exports.word import document_docx

    return document_docx(issue.document)


def _xlsx(issue: Issue) -> bytes:
    from reports.exports.workbook import workbook

    paper, made = issue.document, sheets(issue.facts, issue.edition)
    if issue.behind is not None and issue.edition is Edition.INTERNAL:
        made = (*made, issue.behind)
    return workbook(f"{paper.full_title}（{issue.edition.label}）", made, paper.signed_on, paper.signed_by)


def _csv(issue: Issue) -> bytes:
    from reports.exports.tidy import tidy

    facts = issue.facts
    return tidy(sheets(facts, issue.edition), facts.period, facts.counted_on, issue.edition.label)


def _json(issue: Issue) -> bytes:
    data = as_data(issue.facts, issue.edition)
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()


FORMATS: Mapping[str, Callable[[Issue], bytes]] = {
    ".pdf": _pdf,
    ".docx": _docx,
    ".xlsx": _xlsx,
    ".csv": _csv,
    ".json": _json,
}
"""To print, to edit, to calculate on, for a list, for a program."""


def form_of(suffix: str) -> Callable[[Issue], bytes]:
    """What writes files of this suffix."""
    try:
        return FORMATS[suffix.lower()]
    except KeyError as error:
        raise FormatError(f"不能生成“{suffix}”文件。请把文件名写成以{'、'.join(FORMATS)}结尾。") from error


def as_file(issue: Issue, suffix: str) -> bytes:
    """The bulletin in the form that ``suffix`` names."""
    return form_of(suffix)(issue)
