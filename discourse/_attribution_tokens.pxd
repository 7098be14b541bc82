cimport cython

from discourse._attribution_phrases cimport phrase_end
from discourse._attribution_tags cimport corrected
from discourse._attribution_words cimport Token, Words


cdef class Reading:
    cdef public str text, line, tags
    cdef public Words words
    cdef public set read, unlisted
    cdef public list lowered, cues, sentences, sentence_of, verb_before, shapes, quote_of, phrase_end, phrase_start
    cdef int[:] starts, ends

    @cython.locals(piece=str, token=Token, place=Py_ssize_t, count=Py_ssize_t, lowered=list, unlisted=set, tags=list,
                   starts=cython.int[:], ends=cython.int[:])
    cdef list _split(self, list pieces, dict known)
    @cython.locals(i=Py_ssize_t, tag=Py_UCS4)
    cdef _look_over(self, str line)
    cpdef tuple span(self, Py_ssize_t first, Py_ssize_t last)
    @cython.locals(low=Py_ssize_t, high=Py_ssize_t, middle=Py_ssize_t)
    cpdef Py_ssize_t at(self, Py_ssize_t place, int side) except -1
    @cython.locals(end=Py_ssize_t)
    cpdef find_phrases(self, Py_ssize_t first, Py_ssize_t last)
    @cython.locals(first=Py_ssize_t, stop=Py_ssize_t, last=Py_ssize_t, end=Py_ssize_t)
    cdef _settle_all(self, str line, list tags, list sentences)
    @cython.locals(text=str, opening=Py_ssize_t, at=Py_ssize_t, i=Py_ssize_t, tag=str, low=str, single=bint)
    cdef _settle(self, str line, list tags, Py_ssize_t first, Py_ssize_t last)
    @cython.locals(start=Py_ssize_t, end=Py_ssize_t, first=Py_ssize_t, last=Py_ssize_t)
    cdef _mark_quotations(self, list quotations, list tags)
    cdef Py_ssize_t _after_dateline(self, Py_ssize_t first, Py_ssize_t last)
    cdef bint _is_single(self, Py_ssize_t token)
    cdef bint _is_full_stop(self, str line, Py_ssize_t token)
    @cython.locals(longer=Py_ssize_t, capitals=Py_ssize_t, is_capital=bint, i=Py_ssize_t)
    cdef bint _is_headline(self, Py_ssize_t first, Py_ssize_t last)
    cpdef paragraph_of(self, Py_ssize_t token)
