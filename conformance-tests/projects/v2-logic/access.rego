package access

import rego.v2

allow if input.admin or { input.owner; input.active }

deny if input.banned and not input.pardoned

quiet if not {
	input.loud
	input.late
}

mixed if input.a and input.b or input.c

composite if not startswith(lower(input.name), "x")
