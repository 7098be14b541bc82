cimport cython

from discourse._speakers_mentions cimport Entity, Mention
from discourse._speakers_text cimport NamedText
from discourse._speakers_words cimport Words


cpdef bint is_pair(Words lexicon, list kernel) except -1
@cython.locals(mention=Mention, entity=Entity, lexicon=Words)
cpdef list last_people(NamedText speakers, Py_ssize_t start, list kernel)
