package portcullis.obligations.notify_test

import data.portcullis.estate_test as estate
import data.portcullis.obligations.notify
import data.portcullis.settings

test_recipients[name] if {
	some name, case in recipients
	told := notify.recipients with input as case.input with data.portcullis.reasons as case.reasons
	told == case.told
}

test_severity_is_the_highest[name] if {
	some name, case in severities
	severity := notify.severity with data.portcullis.reasons as case.reasons
	severity == case.severity
}

test_nothing_without_recipients if {
	count(notify.on_deny) == 0 with input as {}
		with data.portcullis.reasons as {"a": _given({"notify": ["consumer"]})}
		with data.portcullis.settings as {}
}

test_known_recipients_without_the_queue_setting if {
	told := notify.recipients with input as asked
		with data.portcullis.reasons as {"a": _given({"notify": ["consumer", "queue"]})}
		with data.portcullis.settings as object.remove(settings, ["security_queue"])
	told == [dana]
}

test_told_of_an_allow[name] if {
	some name, case in {
		"changed behaviour": {"code": "behaviour_divergence", "level": "owner", "told": [dana]},
		"exposed, and always used": {"code": "credential_exposed", "level": "exact", "told": [dana]},
	}
	notify.on_allow == {{
		"type": "notify",
		"properties": {"to": case.told, "severity": "medium", "lineage": true},
	}} with input as _found(case.code, case.level)
}

test_nobody_told_of_an_allow[name] if {
	some name, asked in {
		"nothing is wrong": estate.request("orders-api", "secret.read", "orders-db", "exact"),
		"something else is wrong": _found("long_lived_credential", "exact"),
	}
	count(notify.on_allow) == 0 with input as asked
}

_found(code, level) := estate.knowing(
	estate.request("orders-api", "secret.read", "orders-db", level),
	{"findings": [{"code": code, "severity": "high", "since_ns": estate.now_ns}]},
)

recipients := {
	"one role": {"input": asked, "reasons": {"a": _given({"notify": ["consumer"]})}, "told": [dana]},
	"the order is that of the roles, not that of the reasons": {
		"input": asked,
		"reasons": {
			"a": _given({"notify": ["queue", "named"], "named": ["workday:worker:1013"]}),
			"b": _given({"notify": ["target", "lead"]}),
			"c": _given({"notify": ["consumer"]}),
		},
		"told": [dana, priya, hana, "workday:worker:1013", estate.queue],
	},
	"nobody twice": {
		"input": asked,
		"reasons": {"a": _given({"notify": ["lead", "consumer", "named"], "named": [priya, dana, estate.queue]})},
		"told": [dana, priya, estate.queue],
	},
	"consumer and target are the same person": {
		"input": estate.request("capture", "secret.read", "psp-api-key", "exact"),
		"reasons": {"a": _given({"notify": ["consumer", "target"]})},
		"told": [hana],
	},
	"only reasons that hold": {
		"input": asked,
		"reasons": {"a": _given({"notify": ["consumer"]}), "b": {"notify": ["target"]}},
		"told": [dana],
	},
	"unknown consumer: nobody for it": {
		"input": estate.lacking(asked, "/lineage/consumer"),
		"reasons": {"a": _given({"notify": ["consumer", "lead", "target"]})},
		"told": [hana],
	},
	"the consumer has no owner": {
		"input": estate.lacking(asked, "/lineage/owner"),
		"reasons": {"a": _given({"notify": ["consumer", "lead"]})},
		"told": [estate.queue],
	},
	"the target has no owner": {
		"input": estate.lacking(asked, "/lineage/target/owner"),
		"reasons": {"a": _given({"notify": ["target"]})},
		"told": [estate.queue],
	},
	"the owner left: the accountable person and the next rung": {
		"input": estate.knowing(asked, {"owner": {"status": "inactive", "accountable": priya}}),
		"reasons": {"a": _given({"notify": ["consumer", "lead"]})},
		"told": [priya, "workday:worker:1002"],
	},
	"no rung above": {
		"input": estate.knowing(asked, {"owner": {"escalation": [dana]}}),
		"reasons": {"a": _given({"notify": ["consumer", "lead"]})},
		"told": [dana],
	},
	"an owner that is no text": {
		"input": estate.knowing(asked, {"owner": {"accountable": 7}}),
		"reasons": {"a": _given({"notify": ["consumer", "target"]})},
		"told": [hana],
	},
	"a reason that names no role": {"input": asked, "reasons": {"a": _given({})}, "told": [estate.queue]},
}

severities := {
	"one": {"reasons": {"a": _given({"severity": "low"})}, "severity": "low"},
	"highest of all": {
		"reasons": {
			"a": _given({"severity": "low"}),
			"b": _given({"severity": "critical"}),
			"c": _given({"severity": "high"}),
		},
		"severity": "critical",
	},
	"high before medium": {
		"reasons": {"a": _given({"severity": "medium"}), "b": _given({"severity": "high"})},
		"severity": "high",
	},
	"medium before low": {
		"reasons": {"a": _given({"severity": "medium"}), "b": _given({"severity": "low"})},
		"severity": "medium",
	},
	"only reasons that hold": {
		"reasons": {"a": _given({"severity": "low"}), "b": {"severity": "critical"}},
		"severity": "low",
	},
	"none given counts as high": {"reasons": {"a": _given({})}, "severity": "high"},
	"an unknown one counts as high": {"reasons": {"a": _given({"severity": "urgent"})}, "severity": "high"},
}

asked := estate.request("dana-db", "secret.read", "psp-api-key", "never")

dana := estate.people.dana.accountable

hana := estate.people.hana.accountable

priya := estate.people.priya.accountable

_given(exports) := object.union({"deny": true}, exports)
