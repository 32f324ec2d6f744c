"""Templates with their words put in when they are compiled, once for each language.

A page asks for a hundred texts that never change. ``_("…")`` without values is replaced by its translation while the
template is read, so that it becomes a part of the text around it and costs nothing when the page is drawn. What was
compiled is kept in a folder, so that the next start need not do it again.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import jinja2
from flask.templating import Environment
from jinja2 import BytecodeCache, FileSystemBytecodeCache, nodes
from jinja2 import Environment as AnyEnvironment
from jinja2.bccache import Bucket
from markupsafe import Markup

Translate = Callable[[str], str]


class FoldingEnvironment(Environment):
    """Flask's environment of templates in one language; ``translate`` tells a text in it.

    ``edition`` is another one when the words are: what was compiled with the former ones is not used again.
    """

    edition = ""
    translate: Translate = staticmethod(str)

    def speaking(self, edition: str, translate: Translate) -> "FoldingEnvironment":
        """The same templates, filters and globals in another language."""
        other: FoldingEnvironment = self.overlay()
        other.edition, other.translate = edition, translate
        return other

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        template = super()._parse(source, name, filename)
        _fold(template, self.translate)
        return template


class CompiledByEdition(BytecodeCache):
    """Keeps compiled templates, those of each language and of each Jinja apart."""

    def get_bucket(self, environment: AnyEnvironment, name: str, filename: str | None, source: str) -> Bucket:
        """The place of a template; never that of its like in another language."""
        edition = environment.edition if isinstance(environment, FoldingEnvironment) else ""
        return super().get_bucket(environment, f"{jinja2.__version__}/{edition}/{name}", filename, source)


class CompiledInFolder(CompiledByEdition, FileSystemBytecodeCache):
    """Keeps them for the next start."""


def compiled_in(folder: Path) -> CompiledInFolder:
    """Keep what is compiled in this folder, which only the program's own user may write."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return CompiledInFolder(str(folder))


def _fold(node: nodes.Node, translate: Translate) -> None:
    """Fold what is below a node."""
    for field, value in node.iter_fields():
        if isinstance(value, list):
            value[:] = [_folded(one, translate) for one in value]
        else:
            setattr(node, field, _folded(value, translate))


def _folded(found: Any, translate: Translate) -> Any:
    if not isinstance(found, nodes.Node):
        return found
    if (text := _plain_text(found)) is not None:
        return nodes.Const(Markup(translate(text)) % {}, lineno=found.lineno)
    _fold(found, translate)
    return found


def _plain_text(node: nodes.Node) -> str | None:
    """The text of ``_("…")`` to which nothing is given."""
    if not isinstance(node, nodes.Call) or not isinstance(node.node, nodes.Name) or node.node.name != "_":
        return None
    if node.kwargs or node.dyn_args or node.dyn_kwargs or len(node.args) != 1:
        return None
    said = node.args[0]
    return said.value if isinstance(said, nodes.Const) and isinstance(said.value, str) else None
