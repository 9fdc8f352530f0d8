package route

default tier := "none"

tier := "gold" if {
	input.points > 100
} else := "silver" if {
	input.points > 50
} else := "bronze" if {
	input.points > 10
}

default limit(_) := 5

limit(x) := x * 2 if x < 10

limit("max") := 100

default blocked := true

blocked := false if input.points >= 0

classify(n) := "small" if {
	n < 10
} else := "big"

flag if false else := 0 if true
