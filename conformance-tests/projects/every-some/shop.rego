package shop

all_paid if every order in input.orders { order.paid }

prices_rise if every i, order in input.orders {
	order.price >= [p | p := input.orders[i - 1].price][0]
}

known if every i, _ in input.orders { input.orders[i].id }

unpaid contains id if {
	some order in input.orders
	not order.paid
	id := order.id
}

positions[id] := i if some i, {"id": id, "paid": _, "price": _} in input.orders

has(x) if x in {1, 2, 3}

pair if "b", 2 in {"a": 1, "b": 2}

index := i if {
	some i
	input.orders[i].id == "o2"
}
