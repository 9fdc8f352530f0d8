package shop_test

import data.shop

orders := [{"id": "o1", "paid": true, "price": 1}, {"id": "o2", "paid": false, "price": 5}]

test_all_paid if shop.all_paid with input.orders as [orders[0]]

test_all_paid_of_nothing if shop.all_paid with input.orders as []

test_not_all_paid if not shop.all_paid with input.orders as orders

test_prices_rise if not shop.prices_rise with input.orders as orders

test_known if shop.known with input.orders as orders

test_unpaid if shop.unpaid == {"o2"} with input.orders as orders

test_positions if shop.positions == {"o1": 0, "o2": 1} with input.orders as orders

test_has if {
	shop.has(2)
	not shop.has(4)
}

test_pair if shop.pair

test_index if shop.index == 1 with input.orders as orders

test_fails_for_one if every order in orders { order.paid }
