# METADATA
# title: Approval
# description: |
#   A DENY that an approval would turn says who may give it, what they are to be told (`fields`) and how long the
#   request for it stays open. The forms are `approval_forms`, by scope and, for a grant on personal data, `pii_review`.
package portcullis.obligations.approval

import data.portcullis.lib.approvals
import data.portcullis.lib.reasons
import data.portcullis.settings

requires contains "approval_forms"

on_deny contains _asking([settings.pii_reviewers], settings.approval_forms.pii_review) if {
	"pii_review_missing" in reasons.given
}

on_deny contains _asking([settings.approval_scopes[scope]], settings.approval_forms[scope]) if {
	"approval_required" in reasons.given
	some scope in approvals.scopes
}

_asking(approvers, form) := {
	"type": "approval",
	"properties": {"approvers": approvers, "fields": form.fields, "expires_seconds": form.expires_s},
}
