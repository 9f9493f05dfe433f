"""Where the program begins: a signal ends it at once until the command is there to clear away what is half done."""

import signal


def main() -> None:
    """Run the command."""
    # Python would tell of an interrupt in the middle of its imports.
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from translate.cli import deen

    deen()
