cimport cython

from discourse._speakers_mentions cimport Mention
from discourse._speakers_words cimport Words, has_article, plain_words


@cython.locals(mention=Mention, here=Py_ssize_t, at=Py_ssize_t, people=list)
cpdef tuple pronoun(speakers, Py_ssize_t start, str number, str gender)
@cython.locals(mention=Mention, text=str, limit=Py_ssize_t, words=list)
cpdef tuple antecedent(speakers, Py_ssize_t start)
@cython.locals(said=tuple)
cpdef last_speaker(speakers, Py_ssize_t start, str gender=*)
cdef tuple _found(Mention mention, str gender)
@cython.locals(text=str, floor=Py_ssize_t)
cdef Py_ssize_t _sentence(speakers, Py_ssize_t place) except -1
cdef Py_ssize_t _before(speakers, Py_ssize_t here) except -1
@cython.locals(mention=Mention)
cdef list _people(speakers, Py_ssize_t start, Py_ssize_t end, str gender)
cdef bint _fits(speakers, Mention mention, str gender) except -1
@cython.locals(text=str, after=str, lexicon=Words)
cdef bint _is_subject(speakers, Mention mention, Py_ssize_t sentence) except -1
@cython.locals(mention=Mention, said=tuple)
cdef tuple _group(speakers, Py_ssize_t start)
cdef _with_article(speakers, Mention mention)
@cython.locals(said=tuple)
cdef tuple _body(speakers, Py_ssize_t start)
