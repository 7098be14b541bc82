cimport cython

from discourse._codebook_tokens cimport Line
from discourse._rules_finders cimport Awaiting, Finder, Rule
from discourse._rules_words cimport Waiting, marked, one_met


cdef class Matcher:
    cdef public object codebook, words
    cdef public object negators, deniers, breaks, unnegating
    cdef public Finder own, other, third, some, names
    cdef public dict finders, alias_of, candidates, aliases
    cdef public list rules, needless
    cdef public tuple negating

    @cython.locals(waiting=Waiting, entry=Awaiting, likely=dict, found=bytearray, entries=list, reading=tuple)
    cpdef tuple possible(self, Line line)
    cpdef bint negated(self, Line line, bytearray found, tuple hit, Finder finder) except -1
