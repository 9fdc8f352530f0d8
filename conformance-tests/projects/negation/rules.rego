package rules

import future.keywords.not

missing if not input.a.b.c

composite if not count(input.list) > 2

block if not {
	x := input.n
	x > 3
}

double if not not_allowed

not_allowed if input.denied
