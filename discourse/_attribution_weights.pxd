cimport cython

from discourse._attribution_features cimport Values, cue_shown
from discourse._attribution_spans cimport Candidate
from discourse._attribution_tokens cimport Reading


cdef long long BITS, NUMBER, MIDDLE


cdef class Weights:
    cdef public dict places, cues
    cdef public Py_ssize_t last
    cdef long long[::1] entries

    @cython.locals(place=Py_ssize_t)
    cpdef list rows(self, str decision, tuple contexts)
    cpdef int cue(self, Reading reading, Candidate c)
    @cython.locals(weight=int, most=int, rows=list)
    cpdef best(self, str decision, list options, Values values)
    @cython.locals(total=int, place=Py_ssize_t, i=Py_ssize_t, last=Py_ssize_t, number="long long", entry="long long",
                   entries="long long[::1]")
    cdef int weigh(self, list rows, tuple shown)
