"""`python -m web.cli` is the console command `bihuan`."""

from web.cli import main

main(prog_name="bihuan")
