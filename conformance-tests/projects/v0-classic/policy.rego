package policy

import data.users
import input.user as who

default allow = false

allow {
	users[who].admin == true
}

allow {
	input.method == "GET"
	not secret[input.path]
}

secret[path] {
	path := ["/keys", "/vault"][_]
}

roles[name] = role {
	role := users[name].role
}

f(x) = y {
	y := x + 1
}

f(x) = 0 {
	x > 100
	false
}

g(x) = "big" {
	x > 10
} else = "small" {
	true
}

any_admin { users[_].admin }
