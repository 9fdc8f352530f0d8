package route_test

import data.route

test_tier[points] if {
	some points, expected in {101: "gold", 60: "silver", 11: "bronze", 1: "none"}
	route.tier == expected with input.points as points
}

test_tier_without_input if route.tier == "none"

test_limit_default if route.limit(50) == 5

test_limit_rule if route.limit(4) == 8

test_limit_constant if route.limit("max") == 100

test_blocked if route.blocked

test_not_blocked if not route.blocked with input.points as 3

test_classify if [route.classify(x) | some x in [1, 20]] == ["small", "big"]

test_flag if route.flag == 0
