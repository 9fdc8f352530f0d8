package subject

x := 1

conflicting := 1

conflicting := 2
