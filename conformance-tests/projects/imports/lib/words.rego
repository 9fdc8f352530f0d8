package lib.words

import data.lib.maths as m

shout(s) := upper(s)

size(s) := m.square(count(s))
