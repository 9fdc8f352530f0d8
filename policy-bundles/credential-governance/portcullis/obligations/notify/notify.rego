# METADATA
# title: Notify
# description: |
#   A DENY tells the people its reasons name: the union of the reasons' roles in the order consumer, lead, target,
#   named, queue, nobody twice. If that is nobody, the security queue is told. The severity is the highest of the
#   reasons. An ALLOW under a restriction tells the roles the restriction names.
package portcullis.obligations.notify

import data.portcullis.lib.consumer
import data.portcullis.lib.reasons
import data.portcullis.lib.restriction
import data.portcullis.lib.value
import data.portcullis.settings

requires contains "security_queue"

on_deny contains {
	"type": "notify",
	"properties": {"to": recipients, "severity": severity, "lineage": true},
}

on_allow contains {
	"type": "notify",
	"properties": {"to": _recipients(restriction.told), "severity": "medium", "lineage": true},
} if {
	count(restriction.told) > 0
}

recipients := _recipients(_roles)

_recipients(roles) := told if {
	told := _told(roles)
	count(told) > 0
} else := [settings.security_queue]

# METADATA
# description: The first of these that some reason has; a reason without a known severity counts as high.
severity := "critical" if {
	"critical" in _severities
} else := "high" if {
	count(_severities - {"medium", "low"}) > 0
} else := "medium" if {
	"medium" in _severities
} else := "low"

_severities contains _severity(code) if some code in reasons.given

_severity(code) := severity_of if {
	severity_of := data.portcullis.reasons[code].severity
} else := "high"

_told(roles) := [id |
	in_order := _in_order(roles)
	some i, id in in_order
	not id in array.slice(in_order, 0, i)
]

_in_order(roles) := [id |
	some role in ["consumer", "lead", "target", "named", "queue"]
	role in roles
	some id in _ids[role]
	value.text(id)
]

_roles contains role if {
	some code in reasons.given
	some role in data.portcullis.reasons[code].notify
}

_ids["consumer"] := [input.lineage.owner.accountable] if consumer.known

_ids["lead"] := [_escalation[i + 1] | some i; _escalation[i] == input.lineage.owner.accountable] if consumer.known

_ids["target"] := [input.lineage.target.owner.accountable]

_ids["named"] := [id | some code in reasons.given; some id in data.portcullis.reasons[code].named]

_ids["queue"] := [settings.security_queue]

_escalation := input.lineage.owner.escalation
