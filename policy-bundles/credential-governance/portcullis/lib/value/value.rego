# METADATA
# title: Value
# description: Tests of a single value. All of them fail for a value that is missing, so they say what is good.
package portcullis.lib.value

# METADATA
# description: Text that says something.
text(value) if {
	is_string(value)
	value != ""
}
