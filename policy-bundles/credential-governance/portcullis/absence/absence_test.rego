# METADATA
# title: Absence tests
# description: |
#   Nothing that is missing or malformed turns a denial into a permission. `only` has an input for every reason that is
#   denied for that reason alone; `allowed` has allowed ones and what they cannot do without. The whole sweep over every
#   field takes longer than `opa test` gives a test: `policy-bundles/check` evaluates `opened`, which has to be empty.
package portcullis.absence_test

import data.portcullis
import data.portcullis.estate_test as estate

test_every_reason_has_an_input_of_its_own if {
	{code | some code; data.portcullis.reasons[code].severity} == object.keys(only) | {"settings_incomplete", "consumer_unowned"}
}

test_input_is_denied_for_that_reason_alone[code] if {
	some code, asked in only
	decision := portcullis.decision with input as asked
	decision.reasons == [code]
}

# An owner may only be missing where the settings restrict instead of denying, so this one has settings of its own.
test_unowned_is_denied_for_that_reason_alone if {
	decision := portcullis.decision with input as _unowned
		with data.portcullis.settings.unowned_production as "deny"
	decision.reasons == ["consumer_unowned"]
}

test_allowed_with_everything[name] if {
	some name, case in allowed
	_allows(case.input)
}

test_denied_without_what_always_has_to_be_there[path] if {
	some path in _always
	not _allows(estate.lacking(allowed["a workload reads a production secret"].input, path))
}

test_denied_without_what_this_request_needs[name] if {
	some name, case in allowed
	every path in case.needs {
		not _allows(estate.lacking(case.input, path))
	}
}

# METADATA
# description: |
#   Denials that become permissions when one field is missing, null, an empty text or an empty object. Empty lists and
#   other well-formed values are facts, not junk, and not tried.
opened contains {"denied for": code, "without": path} if {
	some code, asked in only
	some path in _fields(asked)
	not _absence_is_an_answer(code, path)
	_allows(json.remove(asked, [path]))
}

opened contains {"denied for": code, "at": path, "with": junk} if {
	some code, asked in only
	some path in _fields(asked)
	some junk in [null, "", {}]
	_allows(json.patch(asked, [{"op": "replace", "path": path, "value": junk}]))
}

opened contains {"denied for": "consumer_unowned", "without": path} if {
	some path in _fields(_unowned)
	asked := json.remove(_unowned, [path])
	decision := portcullis.decision with input as asked
		with data.portcullis.settings.unowned_production as "deny"
	decision.effect == "ALLOW"
}

# What only says that something is so is no denial once it is taken away: no session, no scope, no task. That it is
# there and says nothing denies all the same.
_absence_is_an_answer(code, path) if {
	code in {"agent_uses_inherited_session", "session_mismatch"}
	path == ["context", "session"]
}

_absence_is_an_answer("approval_required", ["context", "requested_scopes"])

_absence_is_an_answer("scope_exceeds_task", ["context", "requested_scopes"])

_absence_is_an_answer("task_mismatch", ["context", "task"])

# A consumer without a known zone cannot be in the wrong one.
_absence_is_an_answer("network_zone_mismatch", ["lineage", "consumer", "network_zone"])

_allows(asked) if {
	decision := portcullis.decision with input as asked
	decision.effect == "ALLOW"
}

_fields(asked) := {path |
	walk(asked, [path, _])
	count(path) > 0
}

only["agent_outside_sanctioned_resources"] := estate.request(
	"support-helper",
	"credential.issue",
	"loyalty-ro",
	"exact",
)

only["agent_production_database_forbidden"] := estate.request("docs-helper", "credential.issue", "orders-rw", "exact")

only["agent_terminated"] := _found("agent_terminated", estate.request(
	"support-helper",
	"credential.issue",
	"support-ro",
	"exact",
))

only["agent_unproven"] := estate.knowing(
	estate.request("dana", "secret.read", "customer-ro", "exact"),
	{"consumer": {"bound_to": ["endpoint:mcp_server:lt-dana-01/db-explorer"]}},
)

only["agent_uses_inherited_session"] := object.union(
	estate.request("support-helper", "credential.issue", "support-ro", "exact"),
	{"context": {"session": {"id": "s-1", "granted_to": "okta:user:larkfield/dana.kim"}}},
)

only["approval_required"] := _for_refund({"requested_scopes": ["orders.refund.bulk"]})

only["behaviour_divergence"] := object.union(
	_found("behaviour_divergence", estate.request("settle", "credential.issue", "orders-rw", "exact")),
	{"action": {"name": "token.renew"}},
)

only["agent_static_credential"] := estate.knowing(
	estate.presenting(estate.request("support-helper", "credential.issue", "support-ro", "exact"), "bedrock"),
	{"credential": {"kind": "bedrock_api_key"}},
)

only["ambient_credential"] := estate.knowing(
	estate.presenting(estate.request("dana-cursor", "role.assume", "exports-daily-reader", "exact"), "cursor"),
	{"credential": {"lifetime_class": "ephemeral"}},
)

only["consumer_first_seen"] := estate.request("settle", "secret.read", "psp-api-key", "never")

only["credential_exposed"] := _found("credential_exposed", estate.request(
	"capture",
	"secret.read",
	"psp-api-key",
	"sibling",
))

only["owner_departed"] := _found("owner_departed", estate.request(
	"support-helper",
	"credential.issue",
	"support-ro",
	"exact",
))

only["pii_review_missing"] := estate.saying(
	estate.presenting(estate.request("crm-export", "http.request", "dealscribe-api", "exact"), "grant-deal"),
	{"actor_chain": [{"type": "saas_app", "id": "salesforce:oauth_client:00D000000EXAMPLE/dealscribe"}]},
)

only["scope_exceeds_task"] := _for_refund({"requested_scopes": ["orders.admin"]})

only["session_mismatch"] := object.union(
	_base,
	{"context": {"session": {"id": "s-1", "granted_to": "k8s:service_account:eks-prod/data/price-feed"}}},
)

only["task_ended"] := _found("task_ended", _for_refund({}))

only["task_mismatch"] := object.union(_base, {"context": {"task": {"type": "party", "id": "p-1"}}})

only["task_missing"] := estate.request("orders-api", "credential.issue", "refund-rw", "exact")

only["consumer_unresolved"] := json.remove(
	_base,
	["/lineage/consumer", "/lineage/owner", "/lineage/reach", "/lineage/baseline"],
)

only["consumer_unsanctioned"] := estate.knowing(
	estate.request("support-helper", "credential.issue", "support-ro", "exact"),
	{"consumer": {"sanctioned": false}},
)

only["credential_deactivated"] := estate.knowing(_base, {"credential": {"status": "deactivated"}})

only["credential_revoked"] := estate.knowing(_base, {"credential": {"status": "revoked"}})

only["environment_mismatch"] := estate.knowing(_base, {"consumer": {"environment": "staging"}})

only["human_use_of_nhi"] := estate.request("dana", "secret.read", "psp-api-key", "exact")

only["input_incomplete"] := estate.lacking(_base, "/lineage/credential")

only["lineage_source_stale"] := estate.knowing(
	estate.request("capture", "secret.read", "psp-api-key", "owner"),
	{"sources": {"vault": {"age_seconds": 901}}},
)

only["lineage_unknown"] := object.union(
	json.remove(_base, ["/lineage/target", "/lineage/credential", "/lineage/reach", "/lineage/baseline"]),
	{"lineage": {"target": {"known": false}}},
)

only["mcp_without_oauth"] := estate.saying(
	estate.request("mcp-docs", "secret.read", "ticketing-api", "exact"),
	{"properties": {"auth_method": "static_bearer", "token_ttl_s": 900}},
)

only["network_zone_mismatch"] := object.union(_base, {"context": {"network_zone": "internet"}})

only["production_credential_not_ephemeral"] := estate.saying(
	estate.request("mcp-orders", "secret.read", "orders-db", "exact"),
	{"properties": {"auth_method": "oauth2.1", "token_ttl_s": 900}},
)

only["region_unusual"] := object.union(_base, {"context": {"region": "us-west-2"}})

only["workload_mismatch"] := estate.request("price-feed", "secret.read", "orders-db", "exact")

allowed["a workload reads a production secret"] := {"input": _base, "needs": {"/lineage/consumer/environment"}}

allowed["an agent presents an ephemeral credential"] := {
	"input": estate.knowing(
		estate.presenting(estate.request("support-helper", "credential.issue", "support-ro", "sibling"), "bedrock"),
		{"credential": {"lifetime_class": "ephemeral"}},
	),
	"needs": {
		"/lineage/consumer/ambient_credentials",
		"/lineage/consumer/sanctioned",
		"/lineage/credential/lifetime_class",
		"/lineage/reach",
		"/lineage/reach/sinks",
		"/lineage/reach/truncated",
		"/lineage/sources",
		"/lineage/sources/vault",
		"/lineage/sources/vault/age_seconds",
	},
}

allowed["a person opens a production account"] := {
	"input": estate.request("dana", "secret.read", "customer-ro", "owner"),
	"needs": {
		"/lineage/sources",
		"/lineage/sources/cyberark",
		"/lineage/sources/cyberark/age_seconds",
		"/lineage/target/consumer_groups",
	},
}

_always := {
	"/action",
	"/action/name",
	"/context",
	"/context/network_zone",
	"/context/region",
	"/lineage",
	"/lineage/baseline",
	"/lineage/baseline/level",
	"/lineage/baseline/usual_regions",
	"/lineage/consumer",
	"/lineage/consumer/uid",
	"/lineage/credential",
	"/lineage/credential/status",
	"/lineage/credential/uid",
	"/lineage/findings",
	"/lineage/target",
	"/lineage/target/known",
	"/lineage/target/uid",
	"/request",
	"/request/id",
	"/request/time_ns",
	"/resource",
	"/resource/id",
	"/resource/type",
	"/subject",
	"/subject/id",
	"/subject/type",
}

_unowned := estate.lacking(estate.request("settle", "credential.issue", "orders-rw", "exact"), "/lineage/owner")

_found(code, asked) := estate.knowing(
	asked,
	{"findings": [{"code": code, "severity": "high", "since_ns": estate.now_ns - (80 * 3600000000000)}]},
)

_for_refund(context) := object.union(
	estate.request("orders-api", "credential.issue", "refund-rw", "exact"),
	{"context": object.union({"task": {"type": "refund", "id": "rf-1"}}, context)},
)

_base := estate.request("capture", "secret.read", "psp-api-key", "exact")
