"""`python -m likely`: the command line."""

import sys

from likely.cli.main import main

sys.exit(main())
