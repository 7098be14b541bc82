cimport cython

from discourse._attribution_tokens cimport Reading


cdef Py_ssize_t LABEL, REACH


cdef class Candidate:
    cdef public Py_ssize_t first, last, head, group
    cdef public str kind, kinds, lemma
    cdef public tuple sentence


@cython.locals(i=Py_ssize_t, first=Py_ssize_t, last=Py_ssize_t, low=str, kind=str, entry=tuple, sentence=tuple,
               verbs=dict, nouns=dict, adjectives=dict, candidate=Candidate)
cpdef list find_candidates(Reading reading)
cdef bint _opens_content(str tags, Py_ssize_t i, Py_ssize_t first)
cdef Py_ssize_t _group(str tags, Py_ssize_t head, Py_ssize_t first)
cpdef list cue_starts(Reading reading, Candidate candidate)
cpdef list cue_ends(Reading reading, Candidate candidate)
@cython.locals(i=Py_ssize_t, nxt=Py_ssize_t, closing=Py_ssize_t)
cpdef list extend_right(Reading reading, Py_ssize_t start, Py_ssize_t last)
cpdef Py_ssize_t ends_clause(str tags, Py_ssize_t start, Py_ssize_t last)
@cython.locals(start=Py_ssize_t, i=Py_ssize_t)
cpdef list extend_left(Reading reading, Py_ssize_t end, Py_ssize_t first)
cdef Py_ssize_t _before_clause(str tags, list phrase_start, Py_ssize_t end, Py_ssize_t first)
