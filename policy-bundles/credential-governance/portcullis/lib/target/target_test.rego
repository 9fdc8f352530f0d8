package portcullis.lib.target_test

import data.portcullis.estate_test as estate
import data.portcullis.lib.target

test_production[name] if {
	some name, asked in production
	target.production with input as asked
}

test_not_production[name] if {
	some name, asked in elsewhere
	not target.production with input as asked
}

production := {
	"the target": estate.knowing(_unknown_consumer, {"target": {"environment": "production"}}),
	"a sink": estate.knowing(_unknown_consumer, {"reach": {"sinks": [estate.sinks.staging, estate.sinks.psp]}}),
	"a location": estate.knowing(_unknown_consumer, {"credential": {"locations": [{"environment": "production"}]}}),
	"a location, and the target is not known": estate.knowing(
		_staging,
		{"target": {"known": false}, "credential": {"locations": [{"environment": "production"}]}},
	),
	"the environment of the target is missing": estate.lacking(_staging, "/lineage/target/environment"),
	"the environment of the target is empty": estate.knowing(_staging, {"target": {"environment": ""}}),
	"the environment of a sink is missing": estate.lacking(_staging, "/lineage/reach/sinks/0/environment"),
	"the environment of a location is missing": estate.lacking(
		_staging,
		"/lineage/credential/locations/0/environment",
	),
	"locations are missing": estate.lacking(_staging, "/lineage/credential/locations"),
	"reach is missing": estate.lacking(_staging, "/lineage/reach"),
	"sinks were cut short": estate.knowing(_staging, {"reach": {"truncated": true}}),
	"sinks are no list": estate.knowing(_staging, {"reach": {"sinks": {}}}),
}

elsewhere := {
	"staging": _staging,
	"staging, no credential": estate.request("orders-api-stg", "credential.issue", "stg-ro", "exact"),
	"reaches nothing": estate.knowing(_staging, {"reach": {"sinks": []}}),
	"doubt about an unknown consumer's request": estate.lacking(_unknown_consumer, "/lineage/target/environment"),
	"doubt about an unknown target": estate.lacking(
		estate.knowing(_staging, {"target": {"known": false}}),
		"/lineage/reach",
	),
}

_staging := estate.request("dana-cursor", "secret.read", "demo-db", "exact")

_unknown_consumer := estate.lacking(_staging, "/lineage/consumer")
