cimport cython

from discourse._places cimport count_before
from discourse._speakers_mentions cimport Mention
from discourse._speakers_text cimport NamedText
from discourse._speakers_words cimport Words, has_article, plain, plain_words, shortened


@cython.locals(mention=Mention, here=Py_ssize_t, at=Py_ssize_t, people=list)
cpdef tuple pronoun(NamedText speakers, Py_ssize_t start, str number, str gender)
@cython.locals(mention=Mention, text=str, limit=Py_ssize_t, words=list)
cpdef tuple antecedent(NamedText speakers, Py_ssize_t start)
@cython.locals(said=tuple)
cpdef last_speaker(NamedText speakers, Py_ssize_t start, str gender=*)
cdef tuple _found(Mention mention, str gender)
@cython.locals(text=str, floor=Py_ssize_t, sentences=list, i=Py_ssize_t)
cdef Py_ssize_t _sentence(NamedText speakers, Py_ssize_t place) except -1
cdef Py_ssize_t _before(NamedText speakers, Py_ssize_t here) except -1
@cython.locals(mention=Mention)
cdef list _people(NamedText speakers, Py_ssize_t start, Py_ssize_t end, str gender)
cdef bint _fits(NamedText speakers, Mention mention, str gender) except -1
@cython.locals(text=str, after=str, lexicon=Words)
cdef bint _is_subject(NamedText speakers, Mention mention, Py_ssize_t sentence) except -1
@cython.locals(mention=Mention, said=tuple)
cdef tuple _group(NamedText speakers, Py_ssize_t start)
cdef _with_article(NamedText speakers, Mention mention)
@cython.locals(said=tuple)
cdef tuple _body(NamedText speakers, Py_ssize_t start)
