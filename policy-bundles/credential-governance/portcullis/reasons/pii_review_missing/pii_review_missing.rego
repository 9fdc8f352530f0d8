# METADATA
# title: Review of personal data missing
# description: |
#   An application from outside is the subject or in the actor chain, what is asked for reaches personal data, and
#   no review in `pii_reviews` that is still valid covers everything the presented grant opens.
# custom:
#   severity: medium
#   notify: [named]
#   owasp_nhi: NHI3:2025
#   nist_csf: PR.AA-05
package portcullis.reasons.pii_review_missing

import data.portcullis.lib.consumer
import data.portcullis.lib.credential
import data.portcullis.lib.reach
import data.portcullis.lib.subject
import data.portcullis.lib.target
import data.portcullis.lib.value
import data.portcullis.settings

severity := "medium"

notify := ["named"]

# METADATA
# description: Who answers for the grant, then who leads the reviewing team.
named := array.concat(
	[id | id := input.lineage.credential.owner.accountable],
	[id | id := data.lineage.owners[settings.pii_reviewers].accountable],
)

requires contains "pii_reviews"

requires contains "pii_reviewers"

deny if {
	_application_from_outside
	consumer.known
	target.known
	not _impersonal
	not _reviewed
}

_application_from_outside if subject.is_saas_app

_application_from_outside if {
	some actor in input.subject.actor_chain
	not _known_type(actor)
}

# An actor is no application from outside when the enforcement point and the snapshot agree on that.
_known_type(actor) if {
	value.text(actor.type)
	actor.type != "saas_app"
	not data.lineage.consumers[actor.id].type == "saas_app"
}

_impersonal if {
	every sink in reach.sinks {
		value.text(sink.data_class)
		sink.data_class != "pii"
	}
}

_reviewed if {
	count(credential.presented) > 0
	every grant in credential.presented {
		_covered(grant)
	}
}

_covered(grant) if {
	review := settings.pii_reviews[grant]
	input.request.time_ns < time.parse_rfc3339_ns(review.until)
	opened := data.lineage.credentials[grant].reach
	opened.truncated == false
	every sink in opened.sinks {
		sink.id in review.objects
	}
}
