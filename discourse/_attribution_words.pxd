# Compiled as it stands: it looks words up in dictionaries, which have no type to gain from.
