cimport cython

from discourse._attribution_words cimport Pieces, Token, Words


# No module but its own needs these types: arrays of numbers would add their machinery to each.
cdef class Tokens:
    cdef str text
    cdef Words words
    cdef public list lowered, tags, cues, sentences, sentence_of, quote_of
    cdef set unlisted
    cdef int[:] starts, ends

    @cython.locals(piece=str, token=Token, place=Py_ssize_t, count=Py_ssize_t, lowered=list, tags=list, unlisted=set,
                   starts=cython.int[:], ends=cython.int[:])
    cdef _cut(self, list pieces, Pieces known)
    cpdef tuple span(self, Py_ssize_t first, Py_ssize_t last)
    @cython.locals(low=Py_ssize_t, high=Py_ssize_t, middle=Py_ssize_t)
    cpdef Py_ssize_t at(self, Py_ssize_t place, int side) except -1
    @cython.locals(first=Py_ssize_t, stop=Py_ssize_t, last=Py_ssize_t, end=Py_ssize_t)
    cpdef mark_sentences(self, list sentences)
    @cython.locals(text=str, tags=list, opening=Py_ssize_t, at=Py_ssize_t, i=Py_ssize_t, tag=str, low=str, single=bint)
    cdef _settle(self, str line, Py_ssize_t first, Py_ssize_t last)
    cdef bint _is_single(self, Py_ssize_t token)
    cdef bint _is_full_stop(self, str line, Py_ssize_t token)
    @cython.locals(longer=Py_ssize_t, capitals=Py_ssize_t, is_capital=bint, i=Py_ssize_t)
    cdef bint _is_headline(self, Py_ssize_t first, Py_ssize_t last)
    @cython.locals(start=Py_ssize_t, end=Py_ssize_t, first=Py_ssize_t, last=Py_ssize_t)
    cpdef mark_quotations(self, list quotations)
