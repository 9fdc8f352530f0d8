package portcullis.reasons.agent_outside_sanctioned_resources_test

import data.portcullis.estate_test as estate
import data.portcullis.reasons.agent_outside_sanctioned_resources

test_denies[name] if {
	some name, asked in denied
	agent_outside_sanctioned_resources.deny with input as asked
}

test_silent[name] if {
	some name, asked in silent
	not agent_outside_sanctioned_resources.deny with input as asked
}

test_silent_when_parent_is_on_the_list if {
	asked := estate.knowing(_inside, {"reach": {"sinks": [_table]}})
	not agent_outside_sanctioned_resources.deny with input as asked
		with data.lineage.resources as {_table.id: {"parent": estate.sinks.support.id}}
}

test_denies_when_parent_is_not_on_the_list if {
	asked := estate.knowing(_inside, {"reach": {"sinks": [_table]}})
	agent_outside_sanctioned_resources.deny with input as asked
		with data.lineage.resources as {_table.id: {"parent": estate.sinks.loyalty.id}}
}

denied := {
	"another database": estate.request("support-helper", "credential.issue", "loyalty-ro", "exact"),
	"still learning": estate.knowing(
		estate.request("support-helper", "credential.issue", "loyalty-ro", "exact"),
		{"baseline": {"learning": true}},
	),
	"one sink inside, one outside": estate.knowing(
		_inside,
		{"reach": {"sinks": [estate.sinks.support, estate.sinks.loyalty]}},
	),
	"a sink whose parent is not known": estate.knowing(_inside, {"reach": {"sinks": [_table]}}),
	"a sink without an id": estate.knowing(_inside, {"reach": {"sinks": [{"type": "rds_cluster"}]}}),
	"sinks were cut short": estate.knowing(_inside, {"reach": {"truncated": true}}),
	"whether sinks were cut short is not said": estate.lacking(_inside, "/lineage/reach/truncated"),
	"sinks are missing": estate.lacking(_inside, "/lineage/reach/sinks"),
	"sinks are an object": estate.knowing(_inside, {"reach": {"sinks": {}}}),
	"sinks are no list": estate.knowing(_inside, {"reach": {"sinks": null}}),
	"no reach": estate.lacking(_inside, "/lineage/reach"),
	"it comes as the identity it runs as": estate.saying(
		estate.request("support-helper", "credential.issue", "loyalty-ro", "exact"),
		{"id": "aws:role:111122223333/support-helper"},
	),
	"only the subject says who it is": estate.knowing(
		estate.request("support-helper", "credential.issue", "loyalty-ro", "exact"),
		{"consumer": {"uid": "aws:role:111122223333/other"}},
	),
}

silent := {
	"on the list": _inside,
	"reaches nothing": estate.knowing(_inside, {"reach": {"sinks": []}}),
	"no sanction list": estate.request("price-bot", "credential.issue", "loyalty-ro", "exact"),
	"unknown consumer": estate.lacking(
		estate.request("support-helper", "credential.issue", "loyalty-ro", "exact"),
		"/lineage/consumer",
	),
	"unknown target": estate.knowing(
		estate.request("support-helper", "credential.issue", "loyalty-ro", "exact"),
		{"target": {"known": false}},
	),
}

_inside := estate.request("support-helper", "credential.issue", "support-ro", "exact")

_table := {"id": "aws:rds_table:111122223333/eu-west-1/support-cases/cases.tickets"}
