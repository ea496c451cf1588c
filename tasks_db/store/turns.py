"""Threads that want the same thing get it in the order in which they came."""

import threading
from collections import deque


class Turns:
    """A lock that is handed to whoever has waited longest.

    ``threading.Lock`` may go to the thread that has just given it back, again and again, while others wait.
    """

    def __init__(self) -> None:
        """Nobody has it yet."""
        self._guard = threading.Lock()
        self._taken = False
        self._waiting: deque[threading.Event] = deque()

    @property
    def waiting(self) -> int:
        """How many threads wait for their turn."""
        return len(self._waiting)

    def take(self, patience: float) -> bool:
        """Wait so many seconds for one's turn; return whether it has come. Then it has to be given back."""
        with self._guard:
            if not self._taken:
                self._taken = True
                return True
            mine = threading.Event()
            self._waiting.append(mine)
        if mine.wait(patience):
            return True
        with self._guard:
            if mine.is_set():  # it came at the last moment
                return True
            self._waiting.remove(mine)
            return False

    def give_back(self) -> None:
        """Let the next one have it."""
        with self._guard:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._taken = False
