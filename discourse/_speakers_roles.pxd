cimport cython

from discourse._speakers_mentions cimport Mention
from discourse._speakers_sides cimport Sides
from discourse._speakers_words cimport Words, plain, plain_words, word_at, words_in


cdef Py_ssize_t PIECE


cpdef office(words, Words lexicon)
cdef Py_ssize_t _before_preposition(list words, Words lexicon) except -1
cdef tuple role_in(str phrase, Words lexicon, Sides sides)
@cython.locals(
    start=Py_ssize_t, end=Py_ssize_t, last=Py_ssize_t, after=Py_UCS4, behind=Py_UCS4, before=Py_UCS4, role=tuple
)
cpdef list roles_around(str text, Mention mention, Words lexicon, Sides sides)
@cython.locals(start=Py_ssize_t, words=list)
cdef tuple _role_before(str text, Py_ssize_t end, Words lexicon, Sides sides)
@cython.locals(start=Py_ssize_t)
cdef str _piece(str text, Py_ssize_t end, str breaks)
