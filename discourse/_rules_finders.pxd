from discourse._codebook_tokens cimport Line
from discourse._rules_words cimport all_met, one_met


cdef class Finder:
    cdef public object regex, place, narrow, wide
    cdef public str needs
    cdef public bint raw, negates
    cdef public tuple ways, groups

    cpdef search(self, Line line)
    cpdef bint occurs(self, Line line) except -1
    cpdef hits(self, str spelled)
    cpdef whole(self)
    cpdef bint possible(self, bytearray found) except -1


cdef class Rule:
    cdef public object id, variable, value, cue, not_target
    cdef public object voices, follows
    cdef public bint once
    cdef public tuple finders, with_, without, previous, nearby, about, document


cdef class Awaiting:
    cdef public Py_ssize_t place
    cdef public Rule rule
    cdef public Finder finder
    cdef public tuple ways
