"""``python -m contested``: the command line."""

from contested.cli import main

if __name__ == "__main__":
    main()
