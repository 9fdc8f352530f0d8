# METADATA
# title: Environment mismatch
# description: A workload that does not run in production asks for something in production.
# custom:
#   severity: high
#   notify: [consumer, target]
#   owasp_nhi: NHI8:2025
#   nist_csf: PR.AA-05
package portcullis.reasons.environment_mismatch

import data.portcullis.lib.consumer
import data.portcullis.lib.subject
import data.portcullis.lib.target
import data.portcullis.settings

severity := "high"

notify := ["consumer", "target"]

requires contains "subject_groups"

deny if {
	subject.is_workload
	not _known_otherwise
	consumer.known
	target.production
	not consumer.in_production
}

# What the snapshot says about the consumer outweighs what the enforcement point says about the subject.
_known_otherwise if {
	some group in ["agent", "human"]
	input.lineage.consumer.type in settings.subject_groups[group]
}
