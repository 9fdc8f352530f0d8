package report

names := [p.name | some p in input.people]

by_team[team] := {p.name | some p in input.people; p.team == team} if some team in teams

teams := {p.team | some p in input.people}

ages := {p.name: p.age | some p in input.people}

pairs := [[a.name, b.name] | some a in input.people; some b in input.people; a.age < b.age]

oldest := max([p.age | some p in input.people])

nested := {t: [n | some n in by_team[t]] | some t in teams}

closure := [x | threshold := 20; some x in ages; x > threshold]
