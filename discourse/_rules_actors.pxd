cimport cython

from discourse._codebook_tokens cimport Line
from discourse._rules_finders cimport Finder, Rule
from discourse._rules_match cimport Matcher


@cython.locals(finder=Finder, start=Py_ssize_t, end=Py_ssize_t, latest=Py_ssize_t, name=str, text=str)
cpdef tuple nearest(Matcher matcher, str spelled)
cdef bint occurs(Finder finder, str spelled) except -1
cpdef actor_of(Matcher matcher, Line line, tuple hit, captured, statement)
cpdef tuple target_of(Matcher matcher, Rule rule, Line line, tuple hit, captured, statement)
cdef bint is_spared(Rule rule, Line line, Py_ssize_t a, Py_ssize_t b) except -1
cdef bint owns(Line line, Py_ssize_t end, language) except -1
cdef tuple standing_off(Line line, Py_ssize_t a, Py_ssize_t b, tuple hit, wanted, language)
cdef tuple named(Matcher matcher, variable, Line line, Py_ssize_t a, Py_ssize_t b)
cdef Py_ssize_t with_noun(Line line, Py_ssize_t end, language) except -1
cdef tuple bare(Line line, Py_ssize_t start, Py_ssize_t end, language)
cdef bint is_speaker(Line line, Py_ssize_t a, Py_ssize_t b, statement) except -1
