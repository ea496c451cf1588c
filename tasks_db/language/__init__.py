"""What a liaison typed, understood as answers for numbered tasks or asked back; never guessed.

Pure decisions on values: :func:`understand` gets the text, the numbered lines that the person was shown and
today's date. The utterances it is built on stand in ``tests/utterance_table.py``, written before it.
"""

from tasks_db.language.understanding import understand
from tasks_db.language.values import Answer, Intent, LastSaid, Shown, Unclear, UnclearKind, Understanding

__all__ = ["Answer", "Intent", "LastSaid", "Shown", "Unclear", "UnclearKind", "Understanding", "understand"]
