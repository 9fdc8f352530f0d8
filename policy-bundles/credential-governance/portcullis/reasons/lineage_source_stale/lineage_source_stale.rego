# METADATA
# title: Lineage source stale
# description: |
#   The source that owns the resource is older than `max_source_age_s` allows, and the baseline level is not exact.
# custom:
#   severity: low
#   notify: [consumer]
#   nist_csf: PR.AA-05
package portcullis.reasons.lineage_source_stale

import data.portcullis.lib.baseline
import data.portcullis.settings

severity := "low"

notify := ["consumer"]

requires contains "max_source_age_s"

deny if {
	not _fresh
	not baseline.exact
}

_fresh if {
	age := input.lineage.sources[_source].age_seconds
	is_number(age)
	is_number(_limit)
	age <= _limit
}

# The source of a resource is named like the system in its id.
_source := split(input.resource.id, ":")[0] if is_string(input.resource.id)

_limit := settings.max_source_age_s[_source]

_limit := settings.max_source_age_s["default"] if not settings.max_source_age_s[_source]
