"""The HTML and the style sheet of official papers."""
