"""The ``lianxi`` command. Exit status: 0 done, 1 refused with a sentence on stderr, 2 wrong usage."""

import sys

from pydantic import ValidationError

from bot.cli.root import app
from tasks_db.refusal import Refusal

REFUSED = 1


def main() -> None:
    """Run the command line; every refusal is one sentence on stderr."""
    try:
        app(standalone_mode=True)
    except Refusal as refusal:
        sys.stderr.write(f"{refusal}\n")
        sys.exit(REFUSED)
    except ValidationError as error:
        for fault in error.errors():
            where = "LIANXI_" + "_".join(str(part).upper() for part in fault["loc"]) if fault["loc"] else "设置"
            sys.stderr.write(f"{where}：{fault['msg'].removeprefix('Value error, ')}\n")
        sys.exit(REFUSED)
