package gate

import data.directory

default allow := false

allow if {
	directory.people[input.user].active
	approved(input.user)
	hour >= 8
}

approved(user) if http.send({"method": "get", "url": concat("/", ["https://approvals.invalid", user])}).body.ok

hour := h if [h, _, _] := time.clock(time.now_ns())

size := count(input.items)

double(x) := x * 2

twice := double(input.n)
