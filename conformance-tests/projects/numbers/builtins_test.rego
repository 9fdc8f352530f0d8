package builtins_test

test_abs if abs(-3) == 3

test_ceil if ceil(1.1) == 2

test_floor if floor(-1.1) == -2

test_round if round(2.5) == 3

test_range if numbers.range(3, 1) == [3, 2, 1]

test_step if numbers.range_step(0, 6, 3) == [0, 3, 6]

test_arith if 7 % 4 + 2 * 3 - 8 / 4 == 7

test_float if 0.1 + 0.2 == 0.3

test_big if 99999999999999999999 + 1 == 100000000000000000000

test_zero if not 1 / 0

test_bits if bits.or(bits.lsh(1, 3), bits.and(6, 3)) == 10

test_more_bits if [bits.xor(5, 1), bits.negate(0), bits.rsh(8, 2)] == [4, -1, 2]

test_aggregates if [count([1]), sum([1, 2]), product([2, 3]), max([1, 3]), min({4, 2})] == [1, 3, 6, 3, 2]

test_sort if sort([3, "a", null, 1]) == [null, 1, 3, "a"]

test_order if null < false

test_order_more if [1] < {"a": 1}

test_tonumber if to_number("1e2") == 100

test_unary if -2 == 0 - 2
