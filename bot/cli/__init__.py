"""The ``lianxi`` command. Exit status: 0 done, 1 refused with a sentence on stderr, 2 wrong usage."""

import sys
import traceback

from pydantic import ValidationError

from config.collecting import loading
from config.logs import redact
from tasks_db.refusal import Refusal

REFUSED = 1


def main() -> None:
    """Run the command line; every refusal is one sentence on stderr."""
    with loading():
        from bot.cli.root import app  # noqa: PLC0415 - nothing is large before it
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
    except Exception:  # noqa: BLE001 - the last place where a secret can be kept out of what is written
        sys.stderr.write(f"{redact(traceback.format_exc())}程序出错，没有做完。请把上面的内容发给维护人员。\n")
        sys.exit(REFUSED)
