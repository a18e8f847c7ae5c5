"""The command ``arrayscope``, as ``python -m arrayscope`` and as the console script."""

import signal
import sys

from ._core import run


def main() -> int:
    """Run the command with the arguments of this process and give its exit status."""
    # Ctrl-C ends the command as it ends the Rust binary: at once, or for `serve`, which asks
    # for the signal itself, after it has cleaned up. Python's own handler would only note it.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
