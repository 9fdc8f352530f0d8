package portcullis.obligations.approval_test

import data.portcullis.estate_test as estate
import data.portcullis.obligations.approval

test_scope_that_needs_one if {
	approval.on_deny == {{"type": "approval", "properties": {
		"approvers": [estate.people.priya.accountable],
		"fields": ["refund_count", "reason"],
		"expires_seconds": 3600,
	}}} with input as _asking(["orders.refund.bulk"])
}

test_grant_on_personal_data if {
	approval.on_deny == {{"type": "approval", "properties": {
		"approvers": ["okta:group:larkfield/team-data"],
		"fields": ["business_justification", "data_fields", "retention_days"],
		"expires_seconds": 604800,
	}}} with input as estate.saying(
		estate.presenting(estate.request("crm-export", "http.request", "dealscribe-api", "exact"), "grant-deal"),
		{"actor_chain": [{"type": "saas_app", "id": "salesforce:oauth_client:00D000000EXAMPLE/dealscribe"}]},
	)
}

test_nothing_for_other_denials if {
	count(approval.on_deny) == 0 with input as _asking(["orders.admin"])
}

_asking(scopes) := object.union(
	estate.request("orders-api", "credential.issue", "refund-rw", "exact"),
	{"context": {"task": {"type": "refund", "id": "rf-1"}, "requested_scopes": scopes}},
)
