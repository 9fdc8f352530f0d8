package outcomes_test

import data.subject

test_passes if subject.x == 1

test_fails if {
	print("x is", subject.x, "and", subject.missing)
	subject.x == 2
}

test_undefined if subject.missing

test_false := false

test_number := 1

test_null := null

test_conflict_is_an_error if subject.conflicting == 1

test_builtin_error_is_a_failure if 1 / 0 == 1

test_object_key_conflict if { {k: v | some k, v in [1, 2]; false} == {} }

test_cases[note] if {
	some note, case in {
		"one": {"in": 1, "want": 1},
		"two": {"in": 2, "want": 3},
		"three": {"in": 3, "want": 3},
	}
	case.in == case.want
}

test_all_cases_pass[case.name] if {
	some case in [{"name": "a", "n": 1}, {"name": "b", "n": 2}]
	case.n > 0
}

test_nested_cases[group][name] if {
	some group, cases in {"g1": {"a": 1, "b": 0}, "g2": {"c": 1}}
	some name, n in cases
	n == 1
}

test_values_of_cases[name] := n > 1 if some name, n in {"a": 1, "b": 2}

test_no_case[name] if some name in []

test_conflicting_case["a"] if subject.conflicting

test_set contains 1

test_repeated if subject.x == 1

test_repeated if subject.x == 2

test_repeated if subject.x == 3

todo_test_later if false

todo_test_cases[x] if some x in [1]

helper if true

other.test_deep if true

default test_with_default := false
