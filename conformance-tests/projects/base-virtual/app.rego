package app

virtual := 2

both.right := 2

sum := data.app.base + virtual

