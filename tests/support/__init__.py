"""What several test folders lean on: fresh databases, a PostgreSQL server, rows that fit together."""
