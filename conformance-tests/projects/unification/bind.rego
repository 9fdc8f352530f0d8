package bind

pair := [x, y] if [x, [y, 3]] = [1, [2, 3]]

object := x if {"a": x, "b": [_, "c"]} = {"a": 5, "b": [1, "c"]}

swap(a, b) := [b, a]

matched([x, {"k": y}]) := x + y

matched("none") := 0

join contains [u, g] if {
	input.users[u].group == g
	input.groups[g]
}

late := y if {
	y = x + 1
	x = 2
}

captured := z if plus(1, 2, z)

self[x] if input.list[x] == x
