# METADATA
# title: Bundle lint
# description: |
#   What `opa check` cannot know about a bundle of this repository: that every package says what it is, and that what a
#   reason says about itself in its metadata is what it exports. The input is the output of `opa inspect --annotations`.
package lint

# METADATA
# description: What is wrong with the bundle, as sentences; empty when nothing is.
violations contains sprintf("package `%s` has no title or no description", [package_path]) if {
	some package_path, files in input.namespaces
	some file in files
	_is_policy(file)
	not _described(package_path)
}

violations contains sprintf("reason `%s` says `%s` in its metadata and exports another one", [code, key]) if {
	some code, custom in _reasons
	some key in ["severity", "notify"]
	not _same(custom, code, key)
}

violations contains sprintf("reason `%s` has a severity or a role that does not exist", [code]) if {
	some code, custom in _reasons
	not _closed(custom)
}

violations contains sprintf("reason `%s` is mapped to no control of NIST CSF 2.0", [code]) if {
	some code, custom in _reasons
	not _mapped(custom)
}

violations contains sprintf("reason `%s` has no test beside it", [code]) if {
	some code, _ in _reasons
	not input.namespaces[concat("", ["data.portcullis.reasons.", code, "_test"])]
}

# METADATA
# description: The rows of the table of reasons, one line of Markdown each, in the order of their codes.
rows := [row |
	some code, custom in _reasons
	row := sprintf("| `%s` | %s | %s | %s | %s | %s |", [
		code,
		trim_space(replace(_packages[_path(code)].description, "\n", " ")),
		custom.severity,
		concat(", ", custom.notify),
		trim_suffix(object.get(custom, "owasp_nhi", "—"), ":2025"),
		custom.nist_csf,
	])
]

_reasons := {code: object.get(_packages[path], "custom", {}) |
	some path, files in input.namespaces
	some file in files
	_is_policy(file)
	startswith(path, "data.portcullis.reasons.")
	code := trim_prefix(path, "data.portcullis.reasons.")
}

_packages := {path: annotation.annotations |
	some annotation in input.annotations
	annotation.annotations.scope == "package"
	path := concat(".", [step.value | some step in annotation.path])
}

_path(code) := concat(".", ["data.portcullis.reasons", code])

_is_policy(file) if {
	endswith(file, ".rego")
	not endswith(file, "_test.rego")
}

_described(path) if {
	_packages[path].title != ""
	_packages[path].description != ""
}

_same(custom, code, key) if custom[key] == data.portcullis.reasons[code][key]

_closed(custom) if {
	custom.severity in {"low", "medium", "high", "critical"}
	every role in custom.notify {
		role in {"consumer", "lead", "target", "named", "queue"}
	}
}

_mapped(custom) if regex.match(`^PR\.AA-0[1-6]$`, custom.nist_csf)
