from discourse._attribution_spans cimport Candidate, extend_left
from discourse._attribution_tokens cimport Reading


cdef class Offers:
    cdef public list options
    cdef set seen
    cdef Py_ssize_t last

    cpdef add(self, Py_ssize_t start, end, str how)


cpdef list content_starts(Reading reading, Candidate candidate, tuple cue)
cdef _offer_right(Reading reading, Candidate candidate, Py_ssize_t c, Offers offers)
cdef _end_below(Reading reading, Py_ssize_t start, tuple sentence)
cdef list _starts_before(Reading reading, Py_ssize_t first, Py_ssize_t j, str tag)
cpdef list content_ends(Reading reading, Candidate candidate, Py_ssize_t start)
cpdef list continuations(Reading reading, Candidate candidate, tuple content, tuple cue, tuple source)
