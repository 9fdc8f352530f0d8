package access_test

import data.access
import rego.v2

test_allow_left if access.allow with input as {"admin": true}

test_allow_right if access.allow with input as {"owner": true, "active": true}

test_allow_neither if not access.allow with input as {"owner": true}

test_deny if access.deny with input as {"banned": true}

test_pardoned if not access.deny with input as {"banned": true, "pardoned": true}

test_quiet if access.quiet with input as {"loud": true}

test_not_quiet if not access.quiet with input as {"loud": true, "late": true}

test_mixed[name] if {
	some name, case in {
		"and": {"a": true, "b": true},
		"or": {"c": true},
		"half": {"a": true},
	}
	access.mixed with input as case
}

test_composite_of_undefined if access.composite with input as {}

test_composite if not access.composite with input.name as "Xavier"

test_within if { 1 == 1 and 2 == 2 } or false
