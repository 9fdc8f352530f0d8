# METADATA
# title: Agent with a static credential
# description: An agent on a platform that issues credentials presents a static one.
# custom:
#   severity: medium
#   notify: [consumer]
#   owasp_nhi: NHI7:2025
#   nist_csf: PR.AA-02
package portcullis.reasons.agent_static_credential

import data.portcullis.lib.consumer
import data.portcullis.lib.credential
import data.portcullis.lib.subject
import data.portcullis.lib.value
import data.portcullis.settings

severity := "medium"

notify := ["consumer"]

requires contains "issued_only_platforms"

deny if {
	subject.is_agent
	consumer.known
	not _on_other_platform
	some fact in credential.presented_facts
	not credential.ephemeral(fact)
}

_on_other_platform if {
	value.text(input.lineage.consumer.platform)
	not input.lineage.consumer.platform in settings.issued_only_platforms
}
