package app

test_allow if allow with input.b as true

test_both if not both with input.b as true

test_silent if silent with input as {}

test_fails if both with input.a as true
