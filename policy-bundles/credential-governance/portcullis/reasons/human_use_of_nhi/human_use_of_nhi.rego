# METADATA
# title: Human use of a non-human identity
# description: The subject is a person, and every known consumer of the credential is a workload.
# custom:
#   severity: medium
#   notify: [consumer, target]
#   owasp_nhi: NHI10:2025
#   nist_csf: PR.AA-02
package portcullis.reasons.human_use_of_nhi

import data.portcullis.lib.subject
import data.portcullis.lib.target

severity := "medium"

notify := ["consumer", "target"]

deny if {
	subject.is_human
	target.known
	not _open_to_others
}

_open_to_others if input.lineage.target.consumer_groups == []

_open_to_others if {
	is_array(input.lineage.target.consumer_groups)
	some group in ["agent", "human"]
	group in input.lineage.target.consumer_groups
}
