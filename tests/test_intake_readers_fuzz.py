"""Five hundred damaged documents over all readers: each is understood or refused with a sentence."""

from collections import Counter

from tests.fuzz import Tally, fuzz, outcome_of
from tests.fuzz_documents import SHARES, document, suffix_of

COUNT = 500


def test_a_damaged_document_never_crashes_intake_and_never_overruns_its_limits() -> None:
    tally = Tally()
    fuzz(range(COUNT), 2, tally)
    assert tally.failures == []
    assert sum(tally.outcomes.values()) == tally.following == COUNT
    for suffix in SHARES:
        assert tally.readers[f"{suffix} draft"], "damage that nothing survives tests nothing"
        assert tally.readers[f"{suffix} refused"], "damage that all survive tests nothing"


def test_each_reader_gets_its_share_and_a_number_always_gives_the_same_document() -> None:
    assert sum(SHARES.values()) == 100
    assert Counter(suffix_of(number) for number in range(100)) == SHARES
    assert [document(number) for number in range(5)] == [document(number) for number in range(5)]
    assert outcome_of(7) == outcome_of(7)
