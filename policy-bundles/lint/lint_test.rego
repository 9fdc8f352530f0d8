package lint_test

import data.lint

test_clean_bundle if {
	found := lint.violations with input as clean with data.portcullis.reasons as {"a": exports}
	found == set()
	rows := lint.rows with input as clean with data.portcullis.reasons as {"a": exports}
	rows == ["| `a` | It is so. | low | consumer, queue | NHI4 | PR.AA-01 |"]
}

test_row_without_owasp_mapping if {
	rows := lint.rows with input as _saying(object.remove(custom, ["owasp_nhi"]))
	rows == ["| `a` | It is so. | low | consumer, queue | — | PR.AA-01 |"]
}

test_violation[name] if {
	some name, case in violated
	found := lint.violations with input as case.inspected with data.portcullis.reasons as {"a": case.exports}
	count(found) == 1
	some sentence in found
	contains(sentence, case.about)
}

violated := {
	"no annotation": {
		"inspected": object.union(clean, {"namespaces": {"data.portcullis.lib.b": ["lib/b/b.rego"]}}),
		"exports": exports,
		"about": "`data.portcullis.lib.b` has no title",
	},
	"another severity": {
		"inspected": clean,
		"exports": object.union(exports, {"severity": "high"}),
		"about": "`severity`",
	},
	"no roles exported": {
		"inspected": clean,
		"exports": object.remove(exports, ["notify"]),
		"about": "`notify`",
	},
	"a role that does not exist": {
		"inspected": _saying(object.union(custom, {"notify": ["boss"]})),
		"exports": object.union(exports, {"notify": ["boss"]}),
		"about": "does not exist",
	},
	"a severity that does not exist": {
		"inspected": _saying(object.union(custom, {"severity": "urgent"})),
		"exports": object.union(exports, {"severity": "urgent"}),
		"about": "does not exist",
	},
	"no control": {
		"inspected": _saying(object.union(custom, {"nist_csf": "PR.AC-01"})),
		"exports": exports,
		"about": "NIST",
	},
	"no test": {
		"inspected": object.union(clean, {"namespaces": {"data.portcullis.reasons.a_test": false}}),
		"exports": exports,
		"about": "no test",
	},
}

exports := {"severity": "low", "notify": ["consumer", "queue"], "deny": true}

custom := {"severity": "low", "notify": ["consumer", "queue"], "owasp_nhi": "NHI4:2025", "nist_csf": "PR.AA-01"}

clean := _saying(custom)

_saying(said) := {
	"namespaces": {
		"data.portcullis.reasons.a": ["portcullis/reasons/a/a.rego"],
		"data.portcullis.reasons.a_test": ["portcullis/reasons/a/a_test.rego"],
	},
	"annotations": [{
		"annotations": {"scope": "package", "title": "A", "description": "It is so.\n", "custom": said},
		"path": [{"value": "data"}, {"value": "portcullis"}, {"value": "reasons"}, {"value": "a"}],
	}],
}
