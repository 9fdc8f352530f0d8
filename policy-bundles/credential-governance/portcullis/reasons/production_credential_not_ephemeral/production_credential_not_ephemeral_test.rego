package portcullis.reasons.production_credential_not_ephemeral_test

import data.portcullis.estate_test as estate
import data.portcullis.reasons.production_credential_not_ephemeral

test_denies[name] if {
	some name, asked in denied
	production_credential_not_ephemeral.deny with input as asked
}

test_denies_key_presented_for_stored_secret if {
	asked := estate.request("mcp-docs", "secret.read", "ticketing-api", "exact")
	presented := estate.saying(asked, {"properties": {"credential": estate.keys.cursor.uid}})
	production_credential_not_ephemeral.deny with input as presented
		with data.lineage.credentials as {estate.keys.cursor.uid: estate.keys.cursor}
}

test_silent[name] if {
	some name, asked in silent
	not production_credential_not_ephemeral.deny with input as asked
}

denied := {
	"asked for: a stored database password": _asking,
	"presented: a service account key": _presenting,
	"kind is not known": estate.lacking(_asking, "/lineage/credential/kind"),
	"an empty kind": estate.knowing(_asking, {"credential": {"kind": ""}}),
	"presented by an unknown consumer": estate.lacking(_presenting, "/lineage/consumer"),
	"lifetime class is not known": estate.lacking(_presenting, "/lineage/credential/lifetime_class"),
	"lifetime class is none we know": estate.knowing(_asking, {"credential": {"lifetime_class": "Ephemeral"}}),
}

silent := {
	"an ephemeral one": estate.knowing(_presenting, {"credential": {"lifetime_class": "ephemeral"}}),
	"a kind without an ephemeral form": estate.request("mcp-docs", "secret.read", "ticketing-api", "exact"),
	"no credential presented": estate.request("price-bot", "credential.issue", "support-ro", "exact"),
	"a workload": estate.request("orders-api", "secret.read", "orders-db", "exact"),
	"staging": estate.request("dana-cursor", "secret.read", "demo-db", "exact"),
}

_asking := estate.request("mcp-orders", "secret.read", "orders-db", "exact")

_presenting := estate.presenting(estate.request("price-bot", "credential.issue", "support-ro", "exact"), "vertex")
