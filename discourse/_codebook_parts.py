"""The parts of a codebook: what each may hold, and what is wrong with it otherwise."""

from functools import cached_property
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, InstanceOf, field_validator, model_validator

from discourse._codebook_cues import read_terms
from discourse._yaml import Mapping

NONE = "none"
Voice = Literal["direct", "mixed", "indirect", "narrator"]
Actor = Literal["own", "other", "unknown"]
Strings = Annotated[list[InstanceOf[str]], BeforeValidator(lambda v: [v] if isinstance(v, str) else v)]
Name = Annotated[str, Field(pattern=r"^[\w][\w .:/()&'-]*$", max_length=200)]


class Part(BaseModel):
    """A part of a codebook: unknown keys are errors, and ``place`` says where it stands (file:line)."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    place: str = ""

    @model_validator(mode="before")
    @classmethod
    def remember(cls, data):
        return {**data, "place": data.place} if isinstance(data, Mapping) else data


class Cue(Part):
    """What to find, under which conditions; the fields are those of the module's description."""

    find: Strings = []
    regex: str = ""
    id: str = ""
    with_: Strings = Field([], alias="with")
    without: Strings = []
    previous: Strings = []
    nearby: Strings = []
    about: Strings = []
    document: Strings = []
    voice: Annotated[list[Voice], BeforeValidator(lambda v: [v] if isinstance(v, str) else v)] = []
    actor: Annotated[list[Actor], BeforeValidator(lambda v: [v] if isinstance(v, str) else v)] = []
    negated: str = "skip"
    basis: Strings = []
    target: Literal["", "before", "after", "nearest", "speaker", "none"] = ""
    once: bool = False
    follows: Strings = []


class Example(Part):
    """A sentence to be coded, with what a coder would know of it and what is expected."""

    text: str = Field(min_length=1)
    context: Strings = []
    voice: Voice = "direct"
    speaker: str = ""
    side: str = ""
    basis: Strings = []
    target: str = ""


def from_text(field):
    """Entries of a list that may be plain strings, as mappings."""

    def mappings(entries):
        if not isinstance(entries, list):
            return entries
        return [{field: e, "place": getattr(e, "place", "")} if isinstance(e, str) else e for e in entries]

    return BeforeValidator(mappings)


class Value(Part):
    """One code of a variable."""

    name: Name = ""
    definition: str = Field(min_length=1)
    sources: Strings = []
    voice: Annotated[list[Voice], BeforeValidator(lambda v: [v] if isinstance(v, str) else v)] = []
    cues: Annotated[list[Cue], from_text("find")] = []
    exclude: Strings = []
    not_target: Strings = []
    examples: Annotated[list[Example], from_text("text")] = []
    near_misses: Annotated[list[Example], from_text("text")] = []

    @field_validator("cues")
    @classmethod
    def heard(cls, cues, info):
        """Cues that name no voice hold for those of the value."""
        voice = info.data.get("voice", [])
        return [cue if cue.voice else cue.model_copy(update={"voice": voice}) for cue in cues]


class Variable(Part):
    """One decision about a statement."""

    name: Name = ""
    definition: str = Field(min_length=1)
    sources: Strings = []
    level: Literal["nominal", "ordinal"] = "nominal"
    multiple: bool | Literal["by target"] = False
    target: str = ""
    targets: dict[str, Strings] = {}
    basis: dict[str, str] = {}
    exclude: Strings = []
    values: dict[Name, Value] = Field(min_length=1)

    @property
    def codes(self):
        """Names of the values other than "none", in the codebook's order."""
        return [name for name in self.values if name != NONE]


class Codebook(Part):
    """Variables with their values, cues and examples, and the lists that cues share.

    ``coder`` is the name under which its rules code: rules:<name>@<version>. ``patterns`` holds each named list read.
    """

    name: Name
    version: Annotated[str, Field(pattern=r"^\d+(\.\d+){0,2}$")]
    title: str = ""
    description: str = ""
    language: str = "en"
    sources: dict[str, str] = {}
    include: Strings = []
    terms: dict[Name, Strings] = {}
    variables: dict[Name, Variable] = Field(min_length=1)

    @property
    def coder(self):
        return f"rules:{self.name}@{self.version}"

    @cached_property
    def patterns(self):
        return read_terms(self.terms)
