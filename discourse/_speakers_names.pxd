cimport cython

from discourse._speakers_mentions cimport Mention
from discourse._speakers_words cimport Words, has_article


@cython.locals(at=Py_ssize_t, end=Py_ssize_t, start=Py_ssize_t, stop=Py_ssize_t, name_start=Py_ssize_t)
cpdef list find_names(text, Words lexicon)
@cython.locals(mention=Mention, before=Mention, tie=str)
cdef list _join_of(str text, list found, Words lexicon)
cdef bint _names_body(Mention mention, Words lexicon)
cdef bint _goes_on(str text, Mention before, Mention mention, Words lexicon)
cdef bint _has_article(str text, Mention mention, Words lexicon)
cdef _office_word(word, Words lexicon)
cdef Mention _owned(str name, Mention owner, Mention body, Words lexicon)
