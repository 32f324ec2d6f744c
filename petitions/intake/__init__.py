"""What comes in: files and free text, turned into register entries that a person confirms."""
