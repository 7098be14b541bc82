cimport cython

from discourse._attribution_spans cimport Candidate
from discourse._attribution_tokens cimport Reading


cdef Py_ssize_t AROUND, BACK


@cython.locals(head=Py_ssize_t, first=Py_ssize_t, last=Py_ssize_t, g=Py_ssize_t, j=Py_ssize_t, end=Py_ssize_t,
               opened=Py_ssize_t,
               before=str, p2=str, n1=str, n2=str, around=str, clause=str, between=str)
cpdef tuple cue_shown(Reading reading, Candidate c)
cdef int bucket(Py_ssize_t n)
cpdef bint owned(Reading reading, Candidate c)


cdef class Values:
    cdef public tuple contexts
    cdef str tags
    cdef list low
    cdef Py_ssize_t first, last

    cpdef tuple show(self, option)


cdef class StartValues(Values):
    cdef Py_ssize_t head

    @cython.locals(start=Py_ssize_t, before=str, between=str)
    cpdef tuple show(self, option)


cdef class EndValues(Values):
    cdef Py_ssize_t head

    @cython.locals(end=Py_ssize_t, between=str, after=str)
    cpdef tuple show(self, option)


cdef class ContentValues(Values):
    cdef Py_ssize_t start

    @cython.locals(start=Py_ssize_t, how=str, here=str, between=str)
    cpdef tuple show(self, option)


cdef class StopValues(Values):
    cdef list quote_of, verb_before
    cdef Py_ssize_t start

    @cython.locals(end=Py_ssize_t, inside=str, closing=str, here=str, after=str, verb=Py_ssize_t, finite=bint,
                   later=bint, opened=Py_ssize_t, hanging=bint, cut=bint, whole=bint, full=bint, quote=tuple,
                   count=Py_ssize_t)
    cpdef tuple show(self, option)


cdef class MoreValues(Values):
    pass


cdef class SourceValues(Values):
    cdef Py_ssize_t start, stop

    @cython.locals(a=Py_ssize_t, b=Py_ssize_t, how=str, span=tuple, inside=str, before=str, after=str,
                   commas=Py_ssize_t)
    cpdef tuple show(self, option)
