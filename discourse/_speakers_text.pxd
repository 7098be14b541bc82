cimport cython

from discourse._places cimport count_before
from discourse._speakers_mentions cimport Entity, Mention
from discourse._speakers_people cimport People, mark_quoted
from discourse._speakers_roles cimport office
from discourse._speakers_sides cimport Sides
from discourse._speakers_words cimport Words, is_verb, plain, shortened, spans_of, trimmed, word_at, words_in


cdef class NamedText:
    cdef public str text
    cdef public Words lexicon
    cdef public object language, title, speaker
    cdef public list actors, history
    cdef public dict _alias, _genders
    cdef public list _mentions, _starts, _sentences, _bodies
    cdef public dict _roles
    cdef public Sides _sides
    cdef public People _people

    cpdef _read_names(self)
    cpdef _read_mentions(self)
    @cython.locals(entity=Entity)
    cdef dict _read_roles(self)
    @cython.locals(i=Py_ssize_t)
    cpdef list said_before(self, Py_ssize_t start, Py_ssize_t reach)
    cpdef registered(self, name)
    @cython.locals(entity=Entity, sides=Sides)
    cpdef side(self, name)
    @cython.locals(mentions=list, starts=list, before=Mention, first=Py_ssize_t, last=Py_ssize_t)
    cpdef list inside(self, Py_ssize_t start, Py_ssize_t end)
    @cython.locals(first=Py_ssize_t, i=Py_ssize_t)
    cpdef str group_in(self, Py_ssize_t start, Py_ssize_t end, last=*)
    cpdef gender_of(self, Entity entity)
    @cython.locals(
        text=str, lexicon=Words, i=Py_ssize_t, start=Py_ssize_t, stop=Py_ssize_t, end=Py_ssize_t, last=Py_ssize_t
    )
    cdef _gender_after(self, Py_ssize_t place, bint possessive)
    @cython.locals(first=Py_ssize_t, i=Py_ssize_t)
    cpdef unnamed_person(self, Py_ssize_t start, Py_ssize_t end, gender)
    @cython.locals(mention=Mention)
    cpdef Entity named_later(self, Py_ssize_t start)
