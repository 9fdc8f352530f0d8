package portcullis.reasons.lineage_unknown_test

import data.portcullis.estate_test as estate
import data.portcullis.reasons.lineage_unknown

test_denies[name] if {
	some name, asked in denied
	lineage_unknown.deny with input as asked
}

test_silent[name] if {
	some name, asked in silent
	not lineage_unknown.deny with input as asked
}

denied := {
	"the snapshot does not have it": estate.knowing(_known, {"target": {"known": false}}),
	"whether it has it is not said": estate.lacking(_known, "/lineage/target/known"),
	"no target": estate.lacking(_known, "/lineage/target"),
	"facts about another thing": estate.knowing(
		_known,
		{"target": {"uid": "vault:secret:vault-prod/kv/payments/other"}},
	),
	"facts about nothing in particular": estate.lacking(_known, "/lineage/target/uid"),
	"no resource": estate.lacking(_known, "/resource"),
	"no lineage": estate.lacking(_known, "/lineage"),
	"nothing at all": {},
}

silent := {
	"a known thing": _known,
}

_known := estate.request("capture", "secret.read", "psp-api-key", "exact")
