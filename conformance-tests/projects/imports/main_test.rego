package main_test

import data.lib
import data.lib.maths.constants.pi
import data.lib.words
import data.lib.words.shout as loud
import input.request as req

test_alias if loud("a") == "A"

test_package if words.size("abc") == 9

test_deep if pi == 3.14

test_parent if lib.maths.square(3) == 9

test_input_alias if req.path == "/x" with input.request.path as "/x"

test_undefined_import if lib.nothing
