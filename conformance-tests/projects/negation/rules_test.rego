package rules_test

import data.rules

test_missing if rules.missing

test_present if not rules.missing with input.a.b.c as 1

test_composite_undefined if rules.composite

test_composite if not rules.composite with input.list as [1, 2, 3]

test_block if rules.block with input.n as 2

test_not_block if not rules.block with input.n as 4

test_double if rules.double

test_plain_negation_of_undefined_call if not startswith(input.nothing, "x")
