"""The numbered steps by which the database grew."""
