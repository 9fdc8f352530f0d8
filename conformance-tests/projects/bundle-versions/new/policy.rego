package new

import data.old

allow if {
	old.allow
	"a" in old.names
}
