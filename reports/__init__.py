"""What the office publishes about its cases: figures, bulletins, papers. Reads only."""
