# METADATA
# title: Credential governance
# description: |
#   Decides whether a consumer gets a credential. This file only routes: it collects what the packages
#   `portcullis.reasons.<code>`, `portcullis.obligations.<name>` and `portcullis.labels.<key>` export. One more rule is
#   one more file, and none of the others changes.
package portcullis

import data.portcullis.lib.consumer
import data.portcullis.lib.credential
import data.portcullis.lib.findings
import data.portcullis.lib.reasons
import data.portcullis.lib.request
import data.portcullis.lib.target

default decision := {"effect": "DENY", "reasons": ["default_deny"], "obligations": [], "labels": {}}

# METADATA
# title: Decision
# description: |
#   DENY with every reason that holds; ALLOW if none holds and the request, the thing asked for and the consumer are
#   known; in any other case the default, which denies.
# entrypoint: true
decision := {
	"effect": "DENY",
	"reasons": sort(reasons.given),
	"obligations": [obligation | some [_, obligation] in _on_deny],
	"labels": _labels,
} if {
	count(reasons.given) > 0
}

decision := {
	"effect": "ALLOW",
	"reasons": [],
	"obligations": [obligation | some [_, obligation] in _on_allow],
	"labels": _labels,
} if {
	count(reasons.given) == 0
	count(reasons.missing_settings) == 0
	request.complete
	target.known
	consumer.known
	credential.facts_complete
	findings.known
}

_on_deny contains [name, obligation] if some obligation in data.portcullis.obligations[name].on_deny

_on_allow contains [name, obligation] if some obligation in data.portcullis.obligations[name].on_allow

_labels := {key: value | value := data.portcullis.labels[key].value}
