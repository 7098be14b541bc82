# Compiled as it stands: it asks patterns about a title and a few lines, which have no type to gain from.
