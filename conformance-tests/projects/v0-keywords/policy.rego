package policy

import future.keywords.contains
import future.keywords.every
import future.keywords.if
import future.keywords.in

deny contains msg if {
	some x in input.xs
	x > 3
	msg := sprintf("%d is too much", [x])
}

fine if every x in input.xs { x <= 3 }

first = x if x := input.xs[0]
