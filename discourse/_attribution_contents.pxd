cimport cython

from discourse._attribution_spans cimport Candidate, extend_left
from discourse._attribution_tokens cimport Reading


cdef Py_ssize_t WINDOW, CHOICES


cdef class Offers:
    cdef public list options
    cdef set seen
    cdef Py_ssize_t last

    cpdef add(self, Py_ssize_t start, end, str how)


@cython.locals(left=Py_ssize_t, j=Py_ssize_t, i=Py_ssize_t, b=Py_ssize_t, start=Py_ssize_t, how=str, end=Py_ssize_t, found=int, steps=int, rank=int)
cpdef list content_starts(Reading reading, Candidate candidate, tuple cue)
@cython.locals(i=Py_ssize_t, j=Py_ssize_t, last=Py_ssize_t, tags=str, phrase_end=list)
cdef _offer_right(Reading reading, Candidate candidate, Py_ssize_t c, Offers offers)
cdef _end_below(Reading reading, Py_ssize_t start, tuple sentence)
cdef list _starts_before(Reading reading, Py_ssize_t first, Py_ssize_t j, str tag)
@cython.locals(i=Py_ssize_t, stop=Py_ssize_t, end=Py_ssize_t)
cpdef list content_ends(Reading reading, Candidate candidate, Py_ssize_t start)
@cython.locals(i=Py_ssize_t, j=Py_ssize_t, taken=Py_ssize_t, stop=Py_ssize_t, end=Py_ssize_t, after=Py_ssize_t, grown=int)
cpdef list continuations(Reading reading, Candidate candidate, tuple content, tuple cue, tuple source)
