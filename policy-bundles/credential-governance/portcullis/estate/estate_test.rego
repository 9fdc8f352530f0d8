# METADATA
# title: The estate the tests run on
# description: |
#   Inputs of Larkfield Goods, the invented company of the scenarios, as a decision point builds them from a signed
#   snapshot (goldens_test.rego), and short forms to vary them.
package portcullis.estate_test

now_ns := 1793610000000000000

queue := "okta:group:larkfield/security-queue"

# METADATA
# description: Accountable owners by handle.
people := {handle: {"accountable": concat(":", ["workday:worker", number])} |
	some handle, number in {
		"amara": "1006",
		"dana": "1004",
		"felix": "1011",
		"hana": "1008",
		"joel": "1009",
		"luis": "1007",
		"priya": "1003",
		"ruth": "1010",
	}
}

# METADATA
# description: Sinks by handle, as a decision sees them.
sinks := {
	"loyalty": goldens["support-helper credential.issue loyalty-ro"].lineage.reach.sinks[0],
	"psp": goldens["capture secret.read psp-api-key"].lineage.reach.sinks[0],
	"staging": goldens["dana-cursor secret.read demo-db"].lineage.reach.sinks[0],
	"support": goldens["support-helper credential.issue support-ro"].lineage.reach.sinks[0],
	"ticketing": goldens["mcp-docs secret.read ticketing-api"].lineage.reach.sinks[0],
}

# METADATA
# description: |
#   The input document for `consumer` asking to do `action` with `thing`, which it knows at `level`; nothing is learning
#   any more, and no finding is open.
request(consumer, action, thing, level) := object.union(
	goldens[concat(" ", [consumer, action, thing])],
	{"lineage": {"baseline": {"level": level, "learning": false}, "findings": []}},
)

# METADATA
# description: The same request, presenting a credential.
presenting(asked, key) := object.union(asked, {
	"subject": {"properties": {"credential": keys[key].uid}},
	"lineage": {"credential": keys[key]},
})

# METADATA
# description: The same request on other facts.
knowing(asked, facts) := object.union(asked, {"lineage": facts})

# METADATA
# description: The same request, saying something else about its subject.
saying(asked, subject) := object.union(asked, {"subject": subject})

# METADATA
# description: The same request without what is at `path`.
lacking(asked, path) := json.remove(asked, [path])
