package keywords

deny.if := input.if

settings.default.every := {"in": 1, "as": 2}

value := settings.default.every.in

nested := input.package.import.with
