cimport cython

from discourse._attribution_spans cimport Candidate, extend_left, extend_right
from discourse._attribution_tokens cimport Reading


cdef class Offers:
    cdef public list options
    cdef set seen
    cdef Py_ssize_t start, end

    cpdef add(self, Py_ssize_t start, Py_ssize_t end, str how, int rank)


@cython.locals(left=Py_ssize_t, j=Py_ssize_t, rank=int, end=Py_ssize_t)
cpdef list source_options(Reading reading, Candidate candidate, tuple content, tuple cue)
cdef _offer_possessor(Reading reading, Py_ssize_t start, Py_ssize_t first, Offers offers)
@cython.locals(start=Py_ssize_t, opening=Py_ssize_t, rank=int)
cdef _offer_subjects(Reading reading, Py_ssize_t left, Py_ssize_t first, Offers offers, str kind, int most)
@cython.locals(i=Py_ssize_t, starts=list)
cdef list _over_parenthesis(Reading reading, Py_ssize_t comma, Py_ssize_t first)
cdef bint _is_free(str tags, Py_ssize_t start, Py_ssize_t first)
@cython.locals(i=Py_ssize_t, j=Py_ssize_t, count=int)
cdef _offer_earlier(Reading reading, Py_ssize_t left, Py_ssize_t first, Offers offers)
