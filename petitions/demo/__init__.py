"""A demonstration city that nobody lives in: its bureau, its people, its complaints. Material only.

Everything here is data and pure functions of a ``random.Random`` that the caller passes in: the same seed
draws the same city life. Nothing is stored and no command is run; ``petitions.seeds`` plays the material
through the commands.

青川市 does not exist (青川 is a county of Sichuan; the city, its districts, streets and firms are invented).
Officers bear a surname and a word that means *example* (周示范), petitioners a surname and a solar term or a
herb (李霜降, 赵当归), and their telephones all begin 1990000, so that nobody can take them for real people.
"""
