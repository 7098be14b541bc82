cimport cython

from discourse._places cimport places_of
from discourse._speakers_mentions cimport Entity, Mention
from discourse._speakers_roles cimport roles_around
from discourse._speakers_sides cimport Sides
from discourse._speakers_sounds cimport sound
from discourse._speakers_words cimport Words, has_article, is_verb, plain, plain_words, tidy, word_at


cdef class People:
    cdef public Sides sides
    cdef public list mentions
    cdef public Words lexicon
    cdef public dict entities, by_last, by_first, acronyms

    @cython.locals(mention=Mention, entity=Entity)
    cdef _read(self, str text, list mentions, names)
    @cython.locals(mention=Mention, entity=Entity)
    cdef _shorten(self, list mentions)
    @cython.locals(mention=Mention, entity=Entity)
    cpdef judge(self, str text)
    cdef bint _acts(self, str text, Mention mention) except -1
    @cython.locals(entity=Entity)
    cpdef Entity who(self, tuple words, str heard, str gender=*)
    @cython.locals(entity=Entity)
    cdef _meet(self, str written, tuple words, str heard, Py_ssize_t place, bint keep)
    @cython.locals(entity=Entity)
    cdef Entity _entity(self, str name, str kind, Py_ssize_t place)
    @cython.locals(entity=Entity)
    cdef _settle(self, str text, Mention mention)
    cdef bint _is_named_like(self, str text, Mention mention, tuple words) except -1
    @cython.locals(entity=Entity)
    cdef Entity _body(self, str text, Mention mention)


@cython.locals(mention=Mention, spans=list, at=Py_ssize_t, last=Py_ssize_t, start=Py_ssize_t, end=Py_ssize_t)
cpdef mark_quoted(str text, list mentions)
@cython.locals(place=Py_ssize_t, end=Py_ssize_t)
cdef list _quoted(str text)
