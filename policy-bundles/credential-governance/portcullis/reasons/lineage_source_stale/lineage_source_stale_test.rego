package portcullis.reasons.lineage_source_stale_test

import data.portcullis.estate_test as estate
import data.portcullis.reasons.lineage_source_stale

test_denies[name] if {
	some name, asked in denied
	lineage_source_stale.deny with input as asked
}

test_silent[name] if {
	some name, asked in silent
	not lineage_source_stale.deny with input as asked
}

test_denies_when_limit_is_no_number if {
	lineage_source_stale.deny with input as _sibling with data.portcullis.settings.max_source_age_s as {"vault": "900"}
}

test_denies_when_there_is_no_limit if {
	lineage_source_stale.deny with input as _sibling with data.portcullis.settings.max_source_age_s as {}
}

denied := {
	"older than the source may be": estate.knowing(_sibling, {"sources": {"vault": {"age_seconds": 901}}}),
	"another source with its own limit": estate.knowing(_deploy, {"sources": {"aws": {"age_seconds": 1801}}}),
	"a source without a limit of its own": estate.knowing(_pam, {"sources": {"cyberark": {"age_seconds": 3601}}}),
	"old, and never seen": estate.knowing(
		_sibling,
		{"baseline": {"level": "never"}, "sources": {"vault": {"age_seconds": 901}}},
	),
	"the source has no age": estate.lacking(_sibling, "/lineage/sources/vault/age_seconds"),
	"an age that is no number": estate.knowing(_sibling, {"sources": {"vault": {"age_seconds": null}}}),
	"the source is missing": estate.lacking(_sibling, "/lineage/sources/vault"),
	"no sources": estate.lacking(_sibling, "/lineage/sources"),
	"no resource, hence no source": estate.lacking(_sibling, "/resource/id"),
	"old, and the level is missing": estate.lacking(
		estate.knowing(_sibling, {"sources": {"vault": {"age_seconds": 901}}}),
		"/lineage/baseline/level",
	),
}

silent := {
	"as old as it may be": estate.knowing(_sibling, {"sources": {"vault": {"age_seconds": 900}}}),
	"as old as it may be, another source": estate.knowing(_deploy, {"sources": {"aws": {"age_seconds": 1800}}}),
	"as old as it may be, by default": estate.knowing(_pam, {"sources": {"cyberark": {"age_seconds": 3600}}}),
	"old, and exactly this has been seen before": estate.knowing(
		estate.request("capture", "secret.read", "psp-api-key", "exact"),
		{"sources": {"vault": {"age_seconds": 90000}}},
	),
	"another source is old": estate.knowing(_sibling, {"sources": {"aws": {"age_seconds": 90000}}}),
}

_sibling := estate.request("capture", "secret.read", "psp-api-key", "sibling")

_deploy := estate.request("shop-web-ci", "role.assume", "shop-deploy", "owner")

_pam := estate.request("dana", "secret.read", "customer-ro", "owner")
