"""Cases, their storage and the one door through which they change."""
