package portcullis.obligations.bound_cidrs_test

import data.portcullis
import data.portcullis.estate_test as estate
import data.portcullis.obligations.bound_cidrs

test_zone_of_the_consumer if {
	bound_cidrs.on_allow == {{"type": "bound_cidrs", "properties": {"cidrs": ["10.10.0.0/16"]}}} with input as _login
}

# What the request says about its address plays no part.
test_zone_is_that_of_the_snapshot if {
	bound_cidrs.on_allow == {{"type": "bound_cidrs", "properties": {"cidrs": ["10.10.0.0/16"]}}} with input as object.union(
		_login,
		{"context": {"network_zone": "office", "address": "10.40.0.5"}},
	)
}

test_nothing[name] if {
	some name, asked in {
		"no task": estate.lacking(_login, "/context/task"),
		"a task that does not say so": object.union(_login, {"context": {"task": {"type": "month_report", "id": "mr-1"}}}),
		"no login": object.union(_login, {"action": {"name": "credential.issue"}}),
	}
	count(bound_cidrs.on_allow | bound_cidrs.lacks) == 0 with input as asked
}

test_zone_without_addresses_denies[name] if {
	some name, asked in {
		"an unknown zone": object.union(_login, {
			"context": {"network_zone": "moon"},
			"lineage": {"consumer": {"network_zone": "moon"}},
		}),
		"no zone": estate.lacking(_login, "/lineage/consumer/network_zone"),
	}
	decision := portcullis.decision with input as asked
	decision.reasons == ["settings_incomplete"]
}

_login := object.union(
	estate.request("orders-api", "token.issue", "refund-login", "exact"),
	{"context": {"task": {"type": "refund", "id": "rf-1"}}},
)
