"""`python -m newscrawl` is the `newscrawl` command."""

from newscrawl.commands import main

# The processes of `--jobs` import this module again.
if __name__ == "__main__":
    main(prog_name="newscrawl")
