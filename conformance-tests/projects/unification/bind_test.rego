package bind_test

import data.bind

test_pair if bind.pair == [1, 2]

test_object if bind.object == 5

test_swap if [a, b] = bind.swap(1, 2)

test_swapped if {
	[a, b] := bind.swap(1, 2)
	a > b
}

test_matched if bind.matched([1, {"k": 2}]) + bind.matched("none") == 3

test_unmatched if not bind.matched(input.v) with input.v as [1]

test_join if bind.join == {["ann", "x"]} with input as {"users": {"ann": {"group": "x"}, "bob": {"group": "y"}}, "groups": {"x": true}}

test_late if bind.late == 3

test_captured if bind.captured == 3

test_self if bind.self == {0: true} with input.list as [0, 5]
