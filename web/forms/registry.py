"""Which class draws and reads which kind of need."""

from collections.abc import Mapping

from web.forms import choosing, corrections, fields, tables
from web.forms.fields import Field
from workflow.needs import Kind

FIELDS: Mapping[Kind, type[Field]] = {
    Kind.LINE: fields.LineField,
    Kind.TEXT: fields.TextField,
    Kind.CHOICE: fields.ChoiceField,
    Kind.DAY: fields.DayField,
    Kind.NUMBER: fields.NumberField,
    Kind.OFFICERS: choosing.OfficersField,
    Kind.LEADER: choosing.LeaderField,
    Kind.UNIT: choosing.UnitField,
    Kind.UNITS: choosing.UnitsField,
    Kind.CASE: choosing.CaseField,
    Kind.TYPES: tables.TypesField,
    Kind.GROUND: choosing.GroundField,
    Kind.FINDINGS: tables.FindingsField,
    Kind.CHANGES: corrections.ChangesField,
}
"""Closed by a test: a kind without its class could not be drawn."""
