package portcullis.reasons.pii_review_missing_test

import data.portcullis.estate_test as estate
import data.portcullis.reasons.pii_review_missing
import data.portcullis.settings

test_denies[name] if {
	some name, asked in {
		"no review": _asked,
		"the application itself asks": estate.saying(_asked, {"type": "saas_app", "actor_chain": []}),
		"announced as a user": estate.saying(_asked, {"actor_chain": [{"type": "user", "id": _dealscribe}]}),
		"an actor without a type": estate.saying(_asked, {"actor_chain": [{"id": "okta:user:larkfield/ruth.adeyemi"}]}),
		"class of a sink is missing": estate.lacking(_asked, "/lineage/reach/sinks/0/data_class"),
		"reach is missing": estate.lacking(_asked, "/lineage/reach"),
	}
	pii_review_missing.deny with input as asked with data.lineage as _rows
}

test_denies_with_a_review[name] if {
	some name, review in {
		"that has ended": object.union(_review, {"until": "2026-11-02T09:00:00Z"}),
		"that covers less": object.union(_review, {"objects": [_opportunity]}),
	}
	pii_review_missing.deny with input as _asked
		with data.lineage as _rows
		with data.portcullis.settings as object.union(settings, {"pii_reviews": {_grant: review}})
}

test_denies_with_a_review_when_nothing_is_presented if {
	asked := json.remove(_asked, ["/subject/properties/credential", "/lineage/credential"])
	pii_review_missing.deny with input as asked
		with data.lineage as _rows
		with data.portcullis.settings as _reviewed
}

test_silent[name] if {
	some name, asked in {
		"nobody from outside": estate.saying(_asked, {"actor_chain": [{
			"type": "user",
			"id": "okta:user:larkfield/ruth.adeyemi",
		}]}),
		"nothing personal": estate.knowing(_asked, {"reach": {"sinks": [estate.sinks.ticketing]}}),
		"unknown consumer": estate.lacking(_asked, "/lineage/consumer"),
		"unknown target": estate.knowing(_asked, {"target": {"known": false}}),
	}
	not pii_review_missing.deny with input as asked with data.lineage as _rows
}

test_silent_with_a_review if {
	not pii_review_missing.deny with input as _asked
		with data.lineage as _rows
		with data.portcullis.settings as _reviewed
}

test_names_the_grant_and_the_reviewers if {
	pii_review_missing.named == [estate.people.ruth.accountable, estate.people.luis.accountable] with input as _asked
		with data.lineage as _rows
}

test_names_the_reviewers_of_a_grant_without_owner if {
	asked := estate.lacking(_asked, "/lineage/credential/owner")
	pii_review_missing.named == [estate.people.luis.accountable] with input as asked with data.lineage as _rows
}

_grant := estate.keys["grant-deal"].uid

_dealscribe := "salesforce:oauth_client:00D000000EXAMPLE/dealscribe"

_contact := "salesforce:object:00D000000EXAMPLE/Contact"

_opportunity := "salesforce:object:00D000000EXAMPLE/Opportunity"

_rows := {
	"consumers": {_dealscribe: {"type": "saas_app"}},
	"credentials": {_grant: {"reach": {"truncated": false, "sinks": [{"id": _contact}, {"id": _opportunity}]}}},
	"owners": {settings.pii_reviewers: {"accountable": estate.people.luis.accountable}},
}

_review := {
	"reviewer": "workday:worker:1007",
	"justification_by": "workday:worker:1010",
	"objects": [_contact, _opportunity],
	"until": "2027-05-01T00:00:00Z",
}

_reviewed := object.union(settings, {"pii_reviews": {_grant: _review}})

_asked := estate.saying(
	estate.presenting(estate.request("crm-export", "http.request", "dealscribe-api", "never"), "grant-deal"),
	{"actor_chain": [
		{"type": "saas_app", "id": _dealscribe},
		{"type": "user", "id": "okta:user:larkfield/ruth.adeyemi"},
	]},
)
