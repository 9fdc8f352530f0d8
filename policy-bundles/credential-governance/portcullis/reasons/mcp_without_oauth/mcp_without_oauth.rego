# METADATA
# title: MCP server without OAuth
# description: |
#   An MCP server in production does not carry the auth method "oauth2.1", or its token lives longer than an hour.
# custom:
#   severity: medium
#   notify: [consumer]
#   owasp_nhi: NHI4:2025
#   nist_csf: PR.AA-03
package portcullis.reasons.mcp_without_oauth

import data.portcullis.lib.consumer
import data.portcullis.lib.subject

severity := "medium"

notify := ["consumer"]

deny if {
	subject.is_mcp_server
	consumer.known
	not consumer.outside_production
	not _short_lived_oauth
}

_short_lived_oauth if {
	input.subject.properties.auth_method == "oauth2.1"
	is_number(input.subject.properties.token_ttl_s)
	input.subject.properties.token_ttl_s > 0
	input.subject.properties.token_ttl_s <= 3600
}
