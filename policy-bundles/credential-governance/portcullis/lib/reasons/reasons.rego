# METADATA
# title: Reasons
# description: |
#   What the reason packages say about this input. Every package `portcullis.reasons.<code>` that exports `deny` takes
#   part; nothing lists them.
package portcullis.lib.reasons

# METADATA
# description: Codes of the reasons that hold.
given contains code if data.portcullis.reasons[code].deny

# METADATA
# description: Names of the settings that reasons and obligations read and that the bundle's data does not have.
missing_settings contains name if {
	some name in data.portcullis.reasons[_].requires
	not _set(name)
}

missing_settings contains name if {
	some name in data.portcullis.obligations[_].requires
	not _set(name)
}

# What an obligation lacks in the settings to be met for this very request.
missing_settings contains name if some name in data.portcullis.obligations[_].lacks

_set(name) if data.portcullis.settings[name] != null
