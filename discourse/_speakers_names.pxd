cimport cython

from discourse._speakers_mentions cimport Mention
from discourse._speakers_sides cimport adjectives_in
from discourse._speakers_sounds cimport sound
from discourse._speakers_words cimport Words, has_article, is_capital, is_letter, plain


cdef Py_ssize_t TIE


cpdef list find_names(text, Words lexicon)
@cython.locals(at=Py_ssize_t, end=Py_ssize_t, run=str, read=Mention, known=dict)
cdef list _names_in(str text, Words lexicon)
cdef _keep(dict known, str run, Mention read)
@cython.locals(place=Py_ssize_t, letter=Py_UCS4, inside=bint)
cpdef list heads_of(str text)
@cython.locals(head=Py_ssize_t, size=Py_ssize_t, end=Py_ssize_t, stop=Py_ssize_t, mark=Py_UCS4)
cpdef Py_ssize_t end_of_run(str text, Py_ssize_t at, Words lexicon) except -1
@cython.locals(after=Py_ssize_t)
cdef bint _ends_plainly(str text, Py_ssize_t start, Py_ssize_t end, Words lexicon) except -1
@cython.locals(first=Py_ssize_t, last=Py_ssize_t, cut=Py_ssize_t, low=list, spans=list, title=list, rest=list)
cdef Mention _read_run(str text, Words lexicon)
cdef Mention _mention(
    Words lexicon, Py_ssize_t start, Py_ssize_t end, str kind, str name, Py_ssize_t name_start, tuple title, str gender,
    side
)
@cython.locals(mention=Mention, before=Mention, tie=str)
cdef list _join_of(str text, list found, Words lexicon)
cdef bint _names_body(Mention mention, Words lexicon)
cdef bint _goes_on(str text, Mention before, Mention mention, Words lexicon)
cdef bint _has_article(str text, Mention mention, Words lexicon)
cdef _office_word(word, Words lexicon)
@cython.locals(owned=Mention)
cdef Mention _owned(str name, Mention owner, Mention body, Words lexicon)
