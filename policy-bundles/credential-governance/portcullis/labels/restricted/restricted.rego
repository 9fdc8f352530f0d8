# METADATA
# title: Restricted
# description: Why an ALLOW is less than what was asked for; `unowned` goes before `leaver_grace`. A DENY has no such label.
package portcullis.labels.restricted

import data.portcullis.lib.reasons
import data.portcullis.lib.restriction

value := _restriction if count(reasons.given) == 0

_restriction := "unowned" if {
	restriction.unowned
} else := "leaver_grace" if {
	restriction.leaver_grace
}
