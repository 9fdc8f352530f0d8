package gate_test

import data.gate

people := {"ann": {"active": true}, "bob": {"active": false}}

yes(_) := {"body": {"ok": true}}

no(_) := {"body": {"ok": false}}

nine := 9 * 60 * 60 * 1000000000

test_allowed if gate.allow with input.user as "ann"
	with data.directory.people as people
	with http.send as yes
	with time.now_ns as nine

test_inactive if not gate.allow with input.user as "bob"
	with data.directory.people as people
	with http.send as yes
	with time.now_ns as nine

test_not_approved if not gate.allow with input.user as "ann"
	with data.directory.people as people
	with http.send as no
	with time.now_ns as nine

test_too_early if not gate.allow with input.user as "ann"
	with data.directory.people as people
	with http.send as yes
	with time.now_ns as 0

test_constant_answer if gate.approved("x") with http.send as {"body": {"ok": true}}

test_computed_answer if {
	some answer in [false, true]
	gate.approved("x") with http.send as {"body": {"ok": answer}}
}

test_rule_replaced if gate.hour == 3 with gate.hour as 3

test_function_by_function if gate.twice == 10 with input.n as 5 with gate.double as other

other(x) := x + 5

test_function_by_value if gate.twice == "v" with input.n as 5 with gate.double as "v"

test_builtin_by_builtin if gate.size == 6 with input.items as [1, 2, 3] with count as sum

test_part_of_input if {
	x := gate.size with input as {"items": [1], "keep": 2} with input.items as [1, 2]
	x == 2
}

test_function_replaced_in_data if not gate.allow with data.directory as {}
