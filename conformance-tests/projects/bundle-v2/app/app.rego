package app

allow if input.a or input.b

both if input.a and input.b

silent if not lower(input.name) == "x"
