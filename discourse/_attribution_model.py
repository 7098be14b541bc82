"""Decisions by weights: which of the proposed cues, contents and sources are taken.

A linear model per decision, in the manner of a conditional logit (McFadden 1974): the option with the highest sum of
weights is chosen, and a cue is one where its sum is above zero. Weights come from a text file a person can read.
"""

from discourse._attribution_contents import content_ends, content_starts, continuations
from discourse._attribution_features import ContentValues, EndValues, MoreValues, SourceValues, StartValues, StopValues
from discourse._attribution_sources import source_options
from discourse._attribution_spans import cue_ends, cue_starts, find_candidates


def decide(reading, weights):
    """Attributions of a reading as (cue, contents, source, how content stands, how source stands), spans of tokens."""
    found = []
    for c in find_candidates(reading):
        if weights.cue(reading, c) > 0:
            decision = decide_one(reading, weights, c)
            if decision:
                found.append(decision)
    return found


def decide_one(reading, weights, c):
    "Cue, contents and source of one candidate, or None where no content is to be had."
    reading.find_phrases(c.first, c.last)
    starts, ends = cue_starts(reading, c), cue_ends(reading, c)
    start = starts[0] if len(starts) == 1 else weights.best("start", starts, StartValues(reading, c))
    end = ends[0] if len(ends) == 1 else weights.best("end", ends, EndValues(reading, c))
    cue = (start, end)
    options = content_starts(reading, c, cue)
    if not options:
        return None
    first, stop, how = weights.best("content", options, ContentValues(reading, c, cue))
    if stop is None:
        stop = weights.best("stop", content_ends(reading, c, first), StopValues(reading, c, first))
    content = (first, stop)
    options = source_options(reading, c, content, cue)
    source, standing, _ = weights.best("source", options, SourceValues(reading, c, cue, content, how))
    more = continuations(reading, c, content, cue, source)
    pieces, _ = more[0] if len(more) == 1 else weights.best("more", more, MoreValues(c, how, reading.tags[first]))
    return cue, [content, *pieces], source, how, standing
