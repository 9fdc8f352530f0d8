package dev.portcullis.rego.builtin;

import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoNumber;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;

/// OPA's `time`. Points in time are nanoseconds since 1970 in 64 bits, so from 1677 to 2262; results beyond are
/// errors.
final class TimeBuiltins {
    private static final String EITHER = "either number (ns) or [number (ns), string (tz)]";
    private static final BigInteger SECOND = BigInteger.valueOf(1_000_000_000);

    private TimeBuiltins() {}

    static void define(Builtins.Builder to) {
        to.define(
                "time.now_ns",
                (context, _) -> RegoNumber.of(context.environment().nowNs()));
        to.define("time.parse_rfc3339_ns", (_, args) -> parse(GoLayout.RFC_3339, Operands.string(args, 1)));
        to.define(
                "time.parse_ns",
                (_, args) -> parse(GoLayout.resolve(Operands.string(args, 1).value()), Operands.string(args, 2)));
        to.define(
                "time.parse_duration_ns",
                (_, args) ->
                        RegoNumber.of(GoDuration.parse(Operands.string(args, 1).value())));
        to.defineUnchecked("time.format", (_, args) -> format(args[0]));
        to.defineUnchecked("time.date", (_, args) -> date(time(args[0])));
        to.defineUnchecked("time.clock", (_, args) -> clock(time(args[0])));
        to.defineUnchecked(
                "time.weekday",
                (_, args) -> RegoString.of(
                        GoLayout.WEEKDAYS.get(time(args[0]).getDayOfWeek().getValue() - 1)));
        to.defineUnchecked("time.add_date", TimeBuiltins::addDate);
        to.defineUnchecked("time.diff", (_, args) -> difference(time(args[0]), time(args[1])));
    }

    private static RegoNumber parse(String layout, RegoString text) throws BuiltinException {
        GoTimeParser.Point point = GoTimeParser.parse(layout, text.value());
        return nanoseconds(point.seconds(), point.nanos());
    }

    private static RegoNumber nanoseconds(long seconds, int nanos) throws BuiltinException {
        BigInteger total = BigInteger.valueOf(seconds).multiply(SECOND).add(BigInteger.valueOf(nanos));
        if (total.bitLength() >= Long.SIZE) {
            throw outside();
        }
        return RegoNumber.of(total);
    }

    private static BuiltinException outside() {
        return new BuiltinException("time outside of valid range");
    }

    /// A time given as nanoseconds, or as an array of these and the name of a zone.
    private static ZonedDateTime time(RegoValue value) throws BuiltinException {
        if (!(value instanceof RegoArray array)) {
            return at(value, ZoneOffset.UTC, EITHER);
        }
        if (array.size() == 0) {
            throw BuiltinException.operand(1, EITHER, "array");
        }
        if (!(array.get(0) instanceof RegoNumber)) {
            throw BuiltinException.operand(1, "number", array.get(0).typeName());
        }
        ZoneId zone = array.size() > 1 ? ZoneNames.zone(string(array, 1)) : ZoneOffset.UTC;
        if (array.size() > 2) {
            string(array, 2);
        }
        return at(array.get(0), zone, EITHER);
    }

    private static String string(RegoArray array, int index) throws BuiltinException {
        if (array.get(index) instanceof RegoString string) {
            return string.value();
        }
        throw BuiltinException.operand(1, "string", array.get(index).typeName());
    }

    private static ZonedDateTime at(RegoValue value, ZoneId zone, String wanted) throws BuiltinException {
        if (!(value instanceof RegoNumber number)) {
            throw BuiltinException.operand(1, wanted, value.typeName());
        }
        if (!number.isInteger() || number.bigIntegerValue().bitLength() >= Long.SIZE) {
            throw new BuiltinException("timestamp too big");
        }
        long nanos = number.bigIntegerValue().longValueExact();
        return Instant.EPOCH.plusNanos(nanos).atZone(zone);
    }

    private static RegoString format(RegoValue value) throws BuiltinException {
        ZonedDateTime time = time(value);
        String layout = value instanceof RegoArray array && array.size() > 2 ? string(array, 2) : "";
        return RegoString.of(
                GoTimeFormatter.format(time, layout.isEmpty() ? GoLayout.RFC_3339_NANO : GoLayout.resolve(layout)));
    }

    private static RegoArray date(ZonedDateTime time) {
        return numbers(time.getYear(), time.getMonthValue(), time.getDayOfMonth());
    }

    private static RegoArray clock(ZonedDateTime time) {
        return numbers(time.getHour(), time.getMinute(), time.getSecond());
    }

    private static RegoArray numbers(int... numbers) {
        RegoValue[] values = new RegoValue[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            values[i] = RegoNumber.of(numbers[i]);
        }
        return RegoArray.of(values);
    }

    /// Months and days may be more than there are: the 31st of February is in March.
    private static RegoNumber addDate(BuiltinContext context, RegoValue[] args) throws BuiltinException {
        ZonedDateTime time = time(args[0]);
        long years = Operands.anyInteger(args, 2);
        long months = Operands.anyInteger(args, 3);
        long days = Operands.anyInteger(args, 4);
        try {
            LocalDate date = LocalDate.of(time.getYear(), 1, 1)
                    .plusYears(years)
                    .plusMonths(Math.addExact(time.getMonthValue() - 1L, months))
                    .plusDays(Math.addExact(time.getDayOfMonth() - 1L, days));
            LocalDateTime local = date.atTime(time.toLocalTime());
            return nanoseconds(epochSecond(local, time.getZone()), time.getNano());
        } catch (DateTimeException | ArithmeticException e) {
            throw outside();
        }
    }

    /// As Go finds the offset of a local time, which near a change of the clocks is not always Java's choice.
    private static long epochSecond(LocalDateTime local, ZoneId zone) {
        long asUtc = local.toEpochSecond(ZoneOffset.UTC);
        int guess = zone.getRules().getOffset(Instant.ofEpochSecond(asUtc)).getTotalSeconds();
        if (guess == 0) {
            return asUtc;
        }
        return asUtc
                - zone.getRules()
                        .getOffset(Instant.ofEpochSecond(asUtc - guess))
                        .getTotalSeconds();
    }

    /// Years, months, days, hours, minutes and seconds between two times, both seen in the zone of the first.
    private static RegoArray difference(ZonedDateTime first, ZonedDateTime second) {
        ZonedDateTime other = second.withZoneSameInstant(first.getZone());
        boolean swapped = first.isAfter(other);
        LocalDateTime from = (swapped ? other : first).toLocalDateTime().truncatedTo(ChronoUnit.SECONDS);
        LocalDateTime to = (swapped ? first : other).toLocalDateTime().truncatedTo(ChronoUnit.SECONDS);
        int[] parts = {
            to.getYear() - from.getYear(),
            to.getMonthValue() - from.getMonthValue(),
            to.getDayOfMonth() - from.getDayOfMonth(),
            to.getHour() - from.getHour(),
            to.getMinute() - from.getMinute(),
            to.getSecond() - from.getSecond()
        };
        int[] sizes = {0, 12, YearMonth.from(from).lengthOfMonth(), 24, 60, 60};
        for (int i = parts.length - 1; i > 0; i--) {
            if (parts[i] < 0) {
                parts[i] += sizes[i];
                parts[i - 1]--;
            }
        }
        return numbers(parts);
    }
}
