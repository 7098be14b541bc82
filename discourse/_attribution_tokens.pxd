cimport cython

from discourse._attribution_phrases cimport phrase_end
from discourse._attribution_tags cimport corrected
from discourse._attribution_words cimport Words


cdef class Reading:
    cdef public str text, line, tags
    cdef public Words words
    cdef object tokens
    cdef public set read
    cdef public list lowered, cues, sentences, sentence_of, verb_before, shapes, quote_of, phrase_end, phrase_start

    cdef Py_ssize_t _after_dateline(self, Py_ssize_t first, Py_ssize_t last)
    @cython.locals(i=Py_ssize_t, tag=Py_UCS4, shapes=list, verb_before=list, verb=object)
    cdef _look_over(self, str line)
    cpdef tuple span(self, Py_ssize_t first, Py_ssize_t last)
    cpdef Py_ssize_t at(self, Py_ssize_t place, int side) except -1
    @cython.locals(end=Py_ssize_t)
    cpdef find_phrases(self, Py_ssize_t first, Py_ssize_t last)
    cpdef paragraph_of(self, Py_ssize_t token)
