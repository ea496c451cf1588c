"""The wording that an office may edit: templates beside this module, or of the same name in a folder of its own."""

from functools import cache
from pathlib import Path

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader, StrictUndefined


@cache
def _environment(own: Path | None) -> Environment:
    shipped = PackageLoader("messages", "templates")
    loader = ChoiceLoader([FileSystemLoader(own), shipped]) if own is not None else shipped
    # plain text, never HTML: nothing to escape, and no markup that a unit's words could break
    return Environment(loader=loader, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)  # noqa: S701


_own_folder: Path | None = None


def use_folder(folder: Path) -> None:
    """Prefer the office's own templates in ``folder`` from now on."""
    global _own_folder  # noqa: PLW0603 - one wording for the process, chosen once at the start
    _own_folder = folder


def forget_folder() -> None:
    """Take the shipped templates alone from now on."""
    global _own_folder  # noqa: PLW0603 - as above
    _own_folder = None


def own_file(name: str) -> bytes | None:
    """Return a file that the office keeps among its own templates; None where it has none of that name."""
    path = _own_folder / name if _own_folder is not None else None
    return path.read_bytes() if path is not None and path.is_file() else None


def render(template: str, **values: object) -> str:
    """Return a template with these values filled in, without white space at its ends.

    Raises jinja2's TemplateNotFound for an unknown template, UndefinedError for a value that is missing.
    """
    return _environment(_own_folder).get_template(template).render(**values).strip()


def phrase(template: str, name: str, **values: object) -> str:
    """Return one sentence of a template that holds several: the macro ``name`` with these values, as one line.

    A sentence that the office's own template lacks is taken from the shipped one. Raises AttributeError where neither
    has it, jinja2's UndefinedError for a value that is missing.
    """
    own = getattr(_environment(_own_folder).get_template(template).module, name, None)
    macro = own or getattr(_environment(None).get_template(template).module, name)
    return "".join(str(macro(**values)).splitlines()).strip()
