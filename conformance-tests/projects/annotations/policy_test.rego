# METADATA
# title: tests
package annotated_test

import data.annotated

# METADATA
# title: one test
test_allow if annotated.allow with input.level as 3

test_deny if not annotated.allow with input.level as 2

test_comments if {
	# nothing
	true # here

}

test_described if annotated.described == {"scope": "rule", "title": "described"}

test_chain if {
	[own, home] := annotated.chain
	own.path == ["annotated", "chain"]
	home.annotations.custom.severity == "high"
	home.annotations.authors == [{"name": "Ann", "email": "ann@example.org"}]
}
