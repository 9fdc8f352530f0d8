# METADATA
# title: Wrap
# description: |
#   What is handed out is wrapped, to be opened once within so many seconds: for a task whose type says so, and while a
#   consumer behaves as it never did. The shortest counts.
package portcullis.obligations.wrap

import data.portcullis.lib.restriction
import data.portcullis.lib.task
import data.portcullis.settings

requires contains "divergence_wrap_s"

on_allow contains {"type": "wrap", "properties": {"seconds": min(_limits)}} if count(_limits) > 0

_limits contains task.type.wrap_s if {
	task.given
	_hands_out
}

_limits contains settings.divergence_wrap_s if {
	restriction.divergent
	_hands_out
}

# A login answers with a token that is bound otherwise, and a renewal or a call hands out nothing.
_hands_out if input.action.name in {"secret.read", "credential.issue"}
