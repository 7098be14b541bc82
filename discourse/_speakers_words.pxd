cimport cython

from discourse._memory cimport Answers


cdef class Words:
    cdef public dict pronouns, possessives, led_by, plurals, same, gender, given
    cdef public dict place, demonym, seats, party, letters, known
    cdef public set relatives, first_person, personal_relatives, definite, indefinite, nobody, time_nouns, standing
    cdef public set signed, unnamed, measures, counting, many, determiners, pairs, prepositions, conjunctions
    cdef public set not_before_subjects, finite, both, naming, honorifics, offices, qualifiers, titles, persons
    cdef public set groups, bodies, papers, openers, time, links, coordinators, ties, suffixes, known_last
    cdef public set before_people, office_words, no_sides, not_names, role_heads, phrase_ends, people_or_groups
    cdef public set common, before_groups, mere, role_ends, abbreviations, particles
    cdef public tuple past, adjectives, group_endings, person_endings
    cdef public str article, joiner, owner
    cdef public list noun_endings
    cdef public Py_ssize_t longest
    cdef public object name, word

    cdef _unite(self)
    cpdef side_of(self, words)
    cpdef gender_of(self, words)


cdef class PlainForms(Answers):
    pass


cdef PlainForms PLAIN


@cython.locals(letter=Py_UCS4, small=bint)
cpdef str plain(str word)
@cython.locals(letter=Py_UCS4, before=Py_UCS4)
cpdef str tidy(str name)
@cython.locals(low=str)
cpdef bint is_capital(Py_UCS4 letter) noexcept
cpdef bint is_letter(Py_UCS4 letter) noexcept
cdef Py_ssize_t _run_end(str text, Py_ssize_t start, Py_ssize_t end) except -1
@cython.locals(last=Py_ssize_t)
cdef Py_ssize_t _word_end(str text, Py_ssize_t start, Py_ssize_t end) except -1
@cython.locals(at=Py_ssize_t, first=Py_ssize_t, last=Py_ssize_t)
cpdef list spans_of(str text, Py_ssize_t start, Py_ssize_t end)
@cython.locals(at=Py_ssize_t, first=Py_ssize_t, last=Py_ssize_t)
cpdef list words_in(str text, Py_ssize_t start, Py_ssize_t end)
cpdef str word_at(str text, Py_ssize_t start)
@cython.locals(kept=str)
cpdef trimmed(phrase)
@cython.locals(words=list, i=Py_ssize_t, first=str, rest=str, small=bint)
cpdef shortened(phrase, Words lexicon)
cdef bint _is_common(str word, str rest, Words lexicon)
@cython.locals(article=str, size=Py_ssize_t)
cpdef bint has_article(str text, Py_ssize_t start, Words lexicon) except -1
cpdef bint is_verb(str word, Words lexicon) except -1
cpdef list plain_words(list words)
