cimport cython

from discourse._speakers_mentions cimport Mention
from discourse._speakers_words cimport Words, plain_words


cdef class Sides:
    cdef public Words lexicon
    cdef public dict here
    cdef public set nouns
    cdef dict _places

    @cython.locals(mention=Mention)
    cdef _name(self, list mentions)
    @cython.locals(mention=Mention)
    cdef _explain(self, list mentions)
    cdef _noun(self, tuple nouns)
    cpdef of(self, words)
    cpdef shown(self, side)


cpdef tuple adjectives_in(str name, Words lexicon)
