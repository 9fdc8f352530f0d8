# METADATA
# title: Restriction
# description: |
#   What an ALLOW is restricted for, and whom it tells although nothing is denied.
package portcullis.lib.restriction

import data.portcullis.lib.baseline
import data.portcullis.lib.findings
import data.portcullis.lib.leaver
import data.portcullis.lib.ownership
import data.portcullis.lib.target
import data.portcullis.settings

# METADATA
# description: Production, and nobody owns the consumer.
unowned if {
	target.production
	not ownership.known
}

# METADATA
# description: The consumer's owner left, and what they left behind is still in its grace period.
leaver_grace if {
	leaver.departed
	leaver.in_grace
}

# METADATA
# description: The consumer's behaviour departed from its baseline, and nobody has said yet whether that is right.
divergent if "behaviour_divergence" in findings.open

# METADATA
# description: Longest life under a restriction, in seconds; undefined without one.
ttl_s := settings.restricted_ttl_s if unowned

ttl_s := settings.restricted_ttl_s if leaver_grace

# METADATA
# description: Roles that are told of an ALLOW.
told contains role if {
	some role in ["consumer", "queue"]
	unowned
}

told contains "consumer" if leaver_grace

told contains "consumer" if divergent

told contains "consumer" if {
	"credential_exposed" in findings.open
	baseline.exact
}
