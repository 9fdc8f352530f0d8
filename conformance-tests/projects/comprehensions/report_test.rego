package report_test

import data.report

people := [
	{"name": "ann", "team": "a", "age": 30},
	{"name": "bob", "team": "b", "age": 20},
	{"name": "cid", "team": "a", "age": 25},
]

test_names if report.names == ["ann", "bob", "cid"] with input.people as people

test_by_team if report.by_team == {"a": {"ann", "cid"}, "b": {"bob"}} with input.people as people

test_ages if report.ages.cid == 25 with input.people as people

test_pairs if count(report.pairs) == 3 with input.people as people

test_oldest if report.oldest == 30 with input.people as people

test_nested if report.nested.a == ["ann", "cid"] with input.people as people

test_closure if report.closure == [30, 25] with input.people as people

test_same_key_twice_is_an_error if { x := {p.team: p.name | some p in people}; x.a }
