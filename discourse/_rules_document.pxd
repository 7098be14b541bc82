cimport cython

from discourse._codebook_tokens cimport Line
from discourse._rules_finders cimport Awaiting, Finder, Rule
from discourse._rules_actors cimport actor_of, target_of
from discourse._rules_match cimport Matcher


@cython.locals(at=Py_ssize_t, first=Py_ssize_t)
cpdef bint has_forename(name, str text) except -1


cdef class Document:
    cdef public list statements, lines, hits, found, awaiting
    cdef public Matcher matcher
    cdef public set done
    cdef public dict known, seen, names

    @cython.locals(entry=Awaiting, codings=list, hits=dict, awaiting=list, i=Py_ssize_t, number=Py_ssize_t)
    cpdef list codings(self)
    @cython.locals(line=Line)
    cdef apply(self, Rule rule, Finder finder, Py_ssize_t i, dict hits)
    @cython.locals(part=Finder)
    cdef bint holds(self, Rule rule, Py_ssize_t i) except -1
    @cython.locals(key=tuple)
    cdef bint occurs(self, Finder finder, Py_ssize_t i) except -1
