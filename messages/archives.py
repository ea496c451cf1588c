"""Office files are zip archives: written again without the moment of their writing, so that bytes can be compared."""

import io
import re
import zipfile

_WRITTEN = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")
_EPOCH = (1980, 1, 1, 0, 0, 0)


def restamped(content: bytes, *, undated: bool = False) -> bytes:
    """Return the same archive with every entry dated alike; ``undated`` takes its own moment out of it too."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            body = source.read(name)
            target.writestr(entry, _WRITTEN.sub(rb"\g<1>1980-01-01T00:00:00Z\g<2>", body) if undated else body)
    return out.getvalue()
