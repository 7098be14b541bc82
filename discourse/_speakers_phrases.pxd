cimport cython

from discourse._places cimport count_before
from discourse._speakers_mentions cimport Entity, Mention
from discourse._speakers_pairs cimport is_pair, last_people
from discourse._speakers_pronouns cimport antecedent, last_speaker, pronoun
from discourse._speakers_roles cimport office
from discourse._speakers_text cimport NamedText
from discourse._speakers_words cimport Words, is_verb, plain, plain_words, shortened, spans_of, trimmed, words_in


@cython.locals(lexicon=Words, text=str, words=list, mention=Mention, entity=Entity, main=Py_ssize_t, told=dict)
cpdef tuple read_phrase(NamedText speakers, Py_ssize_t start, Py_ssize_t end)
@cython.locals(at=Py_ssize_t)
cdef Py_ssize_t _clause_end(str text, Py_ssize_t start, Py_ssize_t end) except -1
cdef list _named(list heads, bint counted)
@cython.locals(mention=Mention, gap=list)
cdef Entity _apposed(str text, list inside, Py_ssize_t main, Py_ssize_t end, Words lexicon)
@cython.locals(mention=Mention, text=str, gap=str)
cdef Entity _bearer(NamedText speakers, Py_ssize_t start)
cdef bint _owns(str text, Mention mention) except -1
cdef bint _is_head(str text, Mention mention, Py_ssize_t start, Py_ssize_t end, Words lexicon) except -1
@cython.locals(first=Entity, names=list)
cdef tuple _together(Words lexicon, list entities)
@cython.locals(i=Py_ssize_t)
cdef Py_ssize_t _last(Entity entity, Py_ssize_t start) except -2
@cython.locals(
    lexicon=Words, words=list, kernel=list, said=tuple, before=list, papers=list, own=Entity, body=Entity, told=dict,
    cut=Py_ssize_t, first=Mention
)
cdef tuple _noun_phrase(NamedText speakers, Py_ssize_t start, Py_ssize_t end, list heads)
@cython.locals(mention=Mention)
cdef Entity _ends_with(list heads, Py_ssize_t end)
@cython.locals(lexicon=Words, entity=Entity, said=tuple, told=dict)
cdef tuple _one_person(NamedText speakers, Py_ssize_t start, str phrase, list words, list kernel)
@cython.locals(lexicon=Words, entity=Entity, best=Entity, last=Py_ssize_t, place=Py_ssize_t, same_side=bint)
cdef Entity _by_role(NamedText speakers, Py_ssize_t start, list words, gender, side, bint definite)
cdef _named_body(NamedText speakers, Entity entity, str phrase)
