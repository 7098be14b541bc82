"""What a text names: mentions, and the people and bodies that they mean.

Both are plain records; who fills them stands in `_speakers_names` and `_speakers_people`.
"""


class Mention:
    """One capitalised name: ``text[start:end]`` with its offices, ``name`` the part that names.

    ``kind`` is person, body, place, office or name (a single word of unknown kind); ``title`` holds the office words
    in small letters, ``words`` those of the name that tell it from others, ``sound`` how the last of these sounds,
    ``adjectives`` those that may be made of a place, each with its nouns; ``owned`` is a name that stands with its
    owner: "Vestria's Foreign Ministry".
    """

    __slots__ = (
        "adjectives",
        "end",
        "entity",
        "gender",
        "kind",
        "likely",
        "name",
        "name_start",
        "owned",
        "quoted",
        "side",
        "sound",
        "start",
        "sure",
        "title",
        "words",
    )

    def __init__(
        self, start, end, kind, name, words, name_start, title=(), gender="", side="", sound="", adjectives=()
    ):
        self.start, self.end, self.kind, self.name_start = start, end, kind, name_start
        self.name, self.words, self.sound, self.adjectives = name, words, sound, adjectives
        self.title, self.gender, self.side = title, gender, side
        self.owned = False
        self.entity = None  # whom or what it names, once settled
        self.quoted = False  # inside quotation marks
        self.sure = False  # surely a person
        self.likely = False  # perhaps a person: a verb follows, "Doln said"

    def at(self, place):
        """The same name in a text where what was read begins at a place."""
        other = Mention.__new__(Mention)
        other.start, other.end, other.name_start = place + self.start, place + self.end, place + self.name_start
        other.kind, other.name, other.words = self.kind, self.name, self.words
        other.sound, other.adjectives = self.sound, self.adjectives
        other.title, other.gender, other.side, other.owned = self.title, self.gender, self.side, False
        other.entity, other.quoted, other.sure, other.likely = None, False, False, False
        return other


class Entity:
    """One person or body of a text, first named at ``first``, -1 where only something outside the text names it."""

    __slots__ = ("first", "gender", "kind", "name", "owned", "places", "roles", "side", "words")

    def __init__(self, name, kind, first, side=""):
        self.name, self.kind, self.first, self.gender, self.side = name, kind, first, "", side
        self.owned = False  # a body named with its owner
        self.roles = []  # (office words, side, place in the text)
        self.places = []  # starts of the mentions
        self.words = None  # of the name, for a body
