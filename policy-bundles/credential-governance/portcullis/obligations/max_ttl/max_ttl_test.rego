package portcullis.obligations.max_ttl_test

import data.portcullis.estate_test as estate
import data.portcullis.obligations.max_ttl

test_agent_gets_the_time_of_the_settings if {
	imposed := max_ttl.on_allow with input as estate.request("support-helper", "credential.issue", "support-ro", "exact")
		with data.portcullis.settings.agent_ttl_s as 60
	imposed == {{"type": "max_ttl", "properties": {"seconds": 60}}}
}

test_agent_announced_as_a_workload_gets_it_too if {
	asked := estate.request("support-helper", "credential.issue", "support-ro", "exact")
	count(max_ttl.on_allow) == 1 with input as estate.saying(asked, {"type": "workload"})
}

test_silent[consumer] if {
	some consumer in ["capture", "dana"]
	count(max_ttl.on_allow) == 0 with input as estate.request(consumer, "secret.read", "psp-api-key", "exact")
}

test_shortest_counts[name] if {
	some name, case in {
		"a task": {"input": _for_task("month_report"), "seconds": 900},
		"a shorter task": {"input": _for_task("refund"), "seconds": 300},
		"an agent without an owner": {
			"input": estate.lacking(estate.request("support-helper", "credential.issue", "support-ro", "exact"), "/lineage/owner"),
			"seconds": 300,
		},
	}
	max_ttl.on_allow == {{"type": "max_ttl", "properties": {"seconds": case.seconds}}} with input as case.input
}

_for_task(type) := object.union(
	estate.request("orders-api", "credential.issue", "refund-rw", "exact"),
	{"context": {"task": {"type": type, "id": "t-1"}}},
)
