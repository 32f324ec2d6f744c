"""The same figures for other hands: Word to edit, a workbook to calculate on, a list for machines."""
