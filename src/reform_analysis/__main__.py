"""``python -m reform_analysis`` is the command ``reform-analysis``."""

import sys

from reform_analysis.commands.cli import main

if __name__ == "__main__":
    sys.exit(main())
