"""A bulletin that is answered for: its figures kept as data, its text worded by the office, its errors corrected."""
