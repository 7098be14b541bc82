"""The package offers what it says, and says what it offers."""

import inspect

import pytest

import discourse


@pytest.mark.parametrize("name", discourse.__all__)
def test_every_public_name_is_there_with_a_docstring(name):
    thing = getattr(discourse, name)
    assert inspect.getdoc(thing), f"{name} lacks a docstring"
    assert name in dir(discourse)


def test_an_unknown_name_is_told_with_those_that_are_known():
    with pytest.raises(AttributeError, match=r"has no attribute 'read_document'. It has: .*read_documents"):
        discourse.read_document  # noqa: B018
