"""The digest as a Word file to send or to keep."""

from config.clock import local_date
from messages import digest_docx
from messages.message import Attachment
from tasks_db.register.digest.values import Digest


def word(digest: Digest, meeting: str) -> Attachment:
    """Return the digest as the joint meeting's office signs it, under the name of its day."""
    content = digest_docx.docx(digest, title=f"{meeting}进展通报", office=f"{meeting}办公室")
    return Attachment(f"进展通报{local_date(digest.as_of)}.docx", content)
