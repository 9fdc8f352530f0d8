package lib.maths

square(x) := x * x

constants := {"pi": 3.14}
