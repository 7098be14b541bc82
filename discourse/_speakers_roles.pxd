cimport cython

from discourse._speakers_mentions cimport Mention
from discourse._speakers_sides cimport Sides
from discourse._speakers_words cimport Words, plain, plain_words, word_at, words_in


cpdef office(words, Words lexicon)
cdef Py_ssize_t _before_preposition(list words, Words lexicon) except -1
cdef tuple role_in(str phrase, Words lexicon, Sides sides)
@cython.locals(next_char=str, before_char=str, role=tuple)
cpdef list roles_around(str text, Mention mention, Words lexicon, Sides sides)
cdef tuple _role_before(str text, Py_ssize_t end, Words lexicon, Sides sides)
cdef str _piece(str text, Py_ssize_t end, breaks)
