"""The office's law, pure: states, verbs, guards, terms and the calendar. No database, no web, no clock."""
