"""Tables of the demonstration city: words and places, no code."""
