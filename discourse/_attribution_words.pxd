cimport cython

from discourse._memory cimport Answers


@cython.final
cdef class Token:
    cdef public str lowered, tag
    cdef public int start, end
    cdef public bint is_cue, is_unlisted
    cdef public Token following


cdef class Pieces(Answers):
    cdef public object inside, cues

    cpdef Token token(self, str form, Py_ssize_t start, Token following)


cdef class Words:
    cdef public str language
    cdef public dict tags, verbs, nouns, adjectives, adverbs
    cdef public frozenset agents, possessives
    cdef public list endings
    cdef public tuple any_ending
    cdef public Pieces pieces

    @cython.locals(ending=str, tag=str)
    cpdef str guess(self, str lowered)
