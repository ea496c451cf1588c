"""Scripts played on a copy of the sample. It is loaded once a process: loading it costs as much as fifty lines."""

import atexit
import shutil
from contextlib import closing
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from bot.channels.script import NAME, ScriptChannel
from bot.run import play_script
from bot.sample.county import load_sample
from bot.sample.script import parse
from bot.sample.stage import Played
from config.settings import Settings
from tasks_db.work.desk import open_desk


async def play(script: str, place: Path, files: Path | None = None) -> tuple[list[Played], ScriptChannel]:
    """Play a script in the folder ``place``; what people send is looked for in ``files``, else there."""
    put_sample(place, NAME)
    return await play_script(parse(script), place, files or place)


def put_sample(place: Path, channel: str) -> None:
    """Leave a sample in a folder, with its people bound on a channel and nothing said yet."""
    shutil.copytree(_sample(channel), place, dirs_exist_ok=True)


@cache
def _sample(channel: str) -> Path:
    folder = Path(mkdtemp(prefix="lianxi-sample-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    with closing(open_desk(Settings(data_dir=folder, clock="system", database_url=None))) as desk:
        load_sample(desk, channel)
    return folder
