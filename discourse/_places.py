"""Places in a text: those of characters, and how many come before another.

Each character is looked for by itself, which is several times faster than a pattern of a class of them.
"""


def places_of(text, characters):
    """Where the characters stand in a text, in order."""
    places = []
    for character in characters:
        place = text.find(character)
        while place >= 0:
            places.append(place)
            place = text.find(character, place + 1)
    places.sort()
    return places


def count_before(places, place):
    """How many places of a list in order come before one."""
    low, high = 0, len(places)
    while low < high:
        middle = (low + high) // 2
        at = places[middle]
        if at < place:
            low = middle + 1
        else:
            high = middle
    return low
