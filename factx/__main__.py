"""``python -m factx``: the same as the command ``factx``."""

from factx.cli import main

if __name__ == "__main__":
    main(prog_name="factx")
