package builtins_test

test_rfc if time.parse_rfc3339_ns("1970-01-01T00:00:01Z") == 1000000000

test_date if time.date(0) == [1970, 1, 1]

test_clock if time.clock([0, "Europe/Berlin"]) == [1, 0, 0]

test_weekday if time.weekday(0) == "Thursday"

test_add if time.add_date(0, 0, 1, 0) == 2678400000000000

test_diff if time.diff(86400000000000, 0) == [0, 0, 1, 0, 0, 0]

test_duration if time.parse_duration_ns("1h30m") == 5400000000000

test_layout if time.parse_ns("2006-01-02", "1970-01-02") == 86400000000000

test_format if time.format([0, "UTC", "2006 Jan _2"]) == "1970 Jan  1"

test_now if time.now_ns() == time.now_ns()

test_units if units.parse("1.5K") == 1500

test_bytes if units.parse_bytes("1KiB") == 1024

test_semver if semver.compare("1.2.0", "1.10.0") == -1

test_semver_valid if semver.is_valid("1.0.0-rc.1")

test_uuid if uuid.parse("4a2b6c1e-0000-4000-8000-000000000000").version == 4

test_uuid_once if uuid.rfc4122("a") == uuid.rfc4122("a")

test_rand if rand.intn("a", 1) == 0
