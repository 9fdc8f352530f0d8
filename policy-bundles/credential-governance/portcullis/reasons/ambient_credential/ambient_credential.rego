# METADATA
# title: Ambient credential
# description: An agent presents a credential that it inherited from its surroundings instead of being given one.
# custom:
#   severity: high
#   notify: [consumer]
#   owasp_nhi: NHI2:2025
#   nist_csf: PR.AA-02
package portcullis.reasons.ambient_credential

import data.portcullis.lib.consumer
import data.portcullis.lib.credential
import data.portcullis.lib.subject
import data.portcullis.lib.value

severity := "high"

notify := ["consumer"]

deny if {
	subject.is_agent
	consumer.known
	some id in credential.presented
	not _given(id)
}

# Only a list that is there and does not name the credential shows that it was given.
_given(id) if {
	is_array(input.lineage.consumer.ambient_credentials)
	every inherited in input.lineage.consumer.ambient_credentials {
		value.text(inherited)
		inherited != id
	}
}
