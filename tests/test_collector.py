"""The collector of cycles rests while texts are read, and nothing needs it meanwhile."""

import gc
import inspect

import pytest

from discourse import code_by_rules, find_attributions, find_statements, load_demo
from discourse._collector import uncollected


@uncollected
def collects(fail=False):
    "Is the collector at work?"
    if fail:
        raise ValueError("failed")
    return gc.isenabled()


def test_the_collector_rests_during_the_call_alone():
    assert gc.isenabled()
    assert not collects()
    assert gc.isenabled()
    with pytest.raises(ValueError, match="failed"):
        collects(fail=True)
    assert gc.isenabled()
    assert uncollected(collects)() is False
    assert gc.isenabled()


def test_it_stays_off_where_it_was_off():
    gc.disable()
    try:
        assert not collects()
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_the_function_keeps_its_face():
    assert collects.__name__ == "collects" and collects.__doc__.startswith("Is the collector")
    assert next(iter(inspect.signature(find_statements).parameters)) == "documents"


def test_reading_and_coding_leave_no_cycles():
    documents = load_demo()

    def garbage(documents):
        gc.collect()
        statements = find_statements(documents)
        find_attributions(documents)
        code_by_rules(statements)
        return gc.collect()

    garbage(documents)  # what is read once: lexicons, codebook
    assert garbage(documents) == garbage(documents.head(2))
