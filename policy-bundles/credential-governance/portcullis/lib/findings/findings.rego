# METADATA
# title: Findings
# description: |
#   The open findings on credential, consumer, owner, task and thing asked for. Tombstones are findings too, so a list
#   that is missing may hide a revocation: an empty one is `[]`.
package portcullis.lib.findings

import data.portcullis.lib.value

known if {
	is_array(input.lineage.findings)
	every finding in input.lineage.findings {
		value.text(finding.code)
	}
}

open contains finding.code if some finding in input.lineage.findings
