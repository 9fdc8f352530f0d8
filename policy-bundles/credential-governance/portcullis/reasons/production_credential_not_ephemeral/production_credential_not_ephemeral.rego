# METADATA
# title: Production credential not ephemeral
# description: |
#   An agent asks for or presents a static credential of one of the kinds that can be ephemeral, in production.
# custom:
#   severity: high
#   notify: [consumer]
#   owasp_nhi: NHI7:2025
#   nist_csf: PR.AA-05
package portcullis.reasons.production_credential_not_ephemeral

import data.portcullis.lib.credential
import data.portcullis.lib.subject
import data.portcullis.lib.target
import data.portcullis.lib.value
import data.portcullis.settings

severity := "high"

notify := ["consumer"]

requires contains "ephemeral_kinds"

deny if {
	subject.is_agent
	target.production
	some fact in credential.facts
	not _acceptable(fact)
}

_acceptable(fact) if credential.ephemeral(fact)

_acceptable(fact) if {
	value.text(fact.kind)
	not fact.kind in settings.ephemeral_kinds
}
