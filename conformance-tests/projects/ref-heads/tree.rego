package tree

config.server.port := 8080

config.server.tls if config.server.port == 443

config.server.names contains "a"

config.server.names contains "b"

users[name].roles contains role if {
	some name, roles in input.users
	some role in roles
}

admins[name].since[year] := true if {
	some name, roles in input.users
	"admin" in roles
	some year in [2024, 2025]
}

fn.add(x, y) := x + y

fn.sub(x, y) := x - y

grid[x][y] := x * y if {
	some x in [1, 2]
	some y in [3, 4]
}

q["a b"] := 1

q[7] := "seven"

q[[1, 2]] := "array"
