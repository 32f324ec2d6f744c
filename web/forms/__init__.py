"""The form of a verb, drawn from what its row in the law asks for.

``VerbForm`` (``verb_form.py``) puts it together; each kind of control is one class (``fields.py``, ``choosing.py``,
``tables.py``, ``corrections.py``), found by the need's kind in ``registry.py``. A kind more is a class, a line there, and a few lines in
``templates/forms/control.html``.
"""
