cimport cython

from discourse._attribution_features cimport Values, cue_shown
from discourse._attribution_spans cimport Candidate
from discourse._attribution_tokens cimport Reading


cdef unsigned long long NUMBER, FACTOR
cdef long long BITS, MIDDLE


@cython.locals(number="unsigned long long")
cdef unsigned long long row_of(unsigned long long place, context)


cdef class Weights:
    cdef public dict places, cues
    cdef public Py_ssize_t last
    cdef unsigned long long[::1] entries

    @cython.locals(place="unsigned long long")
    cpdef list rows(self, str decision, tuple contexts)
    cpdef int cue(self, Reading reading, Candidate c)
    @cython.locals(weight=int, most=int, rows=list)
    cpdef best(self, str decision, list options, Values values)
    @cython.locals(total=int, place=Py_ssize_t, i=Py_ssize_t, last=Py_ssize_t, number="unsigned long long",
                   entry="unsigned long long", entries="unsigned long long[::1]")
    cpdef int weigh(self, list rows, tuple shown)
