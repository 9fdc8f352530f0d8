# Moves every time in evidence (`"2026-11-02T09:00:00Z"`) by `seconds`, so that an estate written down once is as old as
# it should be whenever it is used. Only quoted times of exactly this form are moved; everything else is copied.

# Days from 1970-01-01 to a date of the Gregorian calendar.
function days(year, month, day,    y, era, of_year) {
  y = month <= 2 ? year - 1 : year
  era = int(y / 400)
  of_year = int((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  y = y - era * 400
  return era * 146097 + y * 365 + int(y / 4) - int(y / 100) + of_year - 719468
}

function text(at,    day, rest, era, of_era, y, of_year, m, date) {
  day = int(at / 86400)
  rest = at - day * 86400
  day += 719468
  era = int(day / 146097)
  of_era = day - era * 146097
  y = int((of_era - int(of_era / 1460) + int(of_era / 36524) - int(of_era / 146096)) / 365)
  of_year = of_era - (365 * y + int(y / 4) - int(y / 100))
  m = int((5 * of_year + 2) / 153)
  date = of_year - int((153 * m + 2) / 5) + 1
  m = m < 10 ? m + 3 : m - 9
  y = y + era * 400 + (m <= 2)
  return sprintf("%04d-%02d-%02dT%02d:%02d:%02dZ", y, m, date, int(rest / 3600), int(rest % 3600 / 60), rest % 60)
}

function at(time) {
  return days(substr(time, 1, 4) + 0, substr(time, 6, 2) + 0, substr(time, 9, 2) + 0) * 86400 \
    + substr(time, 12, 2) * 3600 + substr(time, 15, 2) * 60 + substr(time, 18, 2)
}

{
  out = ""
  rest = $0
  while (match(rest, /"[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9]Z"/)) {
    time = substr(rest, RSTART + 1, RLENGTH - 2)
    out = out substr(rest, 1, RSTART) text(at(time) + seconds) "\""
    rest = substr(rest, RSTART + RLENGTH)
  }
  print out rest
}
