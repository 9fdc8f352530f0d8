package dev.portcullis.rego.builtin;

import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;
import java.util.List;

/// Reads a time in a [GoLayout]. What the layout leaves out is the start of year 0, in UTC.
final class GoTimeParser {
    private static final int UNSET = -1;

    private final String layout;
    private final String input;
    private String rest;
    private int year;
    private int month = UNSET;
    private int day = UNSET;
    private int yearDay = UNSET;
    private int hour;
    private int minute;
    private int second;
    private int nano;
    private int offset;
    private boolean isUtc;
    private boolean am;
    private boolean pm;

    private GoTimeParser(String layout, String input) {
        this.layout = layout;
        this.input = input;
        this.rest = input;
    }

    /// A point in time.
    ///
    /// @param seconds since 1970-01-01T00:00:00Z
    record Point(long seconds, int nanos) {}

    /// @throws BuiltinException in Go's words when `input` is no time in this layout
    static Point parse(String layout, String input) throws BuiltinException {
        return new GoTimeParser(layout, input).point();
    }

    /// A value that does not fit its element; what it says is `Mismatch`'s business.
    private static final class Mismatch extends Exception {
        private static final long serialVersionUID = 1L;

        Mismatch() {
            super(null, null, false, false);
        }
    }

    private Point point() throws BuiltinException {
        List<GoLayout.Chunk> chunks = GoLayout.parse(layout);
        for (int i = 0; i < chunks.size(); i++) {
            GoLayout.Chunk chunk = chunks.get(i);
            skip(chunk.literal());
            if (chunk.element() == null) {
                break;
            }
            GoLayout.Chunk next = chunks.get(i + 1);
            boolean fractionFollows = next.element() == GoLayout.Element.FRACTION_ZEROS
                    || next.element() == GoLayout.Element.FRACTION_NINES;
            read(chunk, fractionFollows);
        }
        if (!rest.isEmpty()) {
            throw fail(": extra text: " + quote(rest));
        }
        return assemble();
    }

    /// A run of spaces matches any run of spaces.
    private void skip(String literal) throws BuiltinException {
        for (int at = 0; at < literal.length(); ) {
            if (literal.charAt(at) == ' ') {
                if (!rest.isEmpty() && rest.charAt(0) != ' ') {
                    throw cannotParse(rest, literal);
                }
                at += spaces(literal.substring(at));
                rest = rest.substring(spaces(rest));
            } else if (!rest.isEmpty() && rest.charAt(0) == literal.charAt(at)) {
                rest = rest.substring(1);
                at++;
            } else {
                throw cannotParse(rest, literal);
            }
        }
    }

    private static int spaces(String text) {
        int count = 0;
        while (count < text.length() && text.charAt(count) == ' ') {
            count++;
        }
        return count;
    }

    private void read(GoLayout.Chunk chunk, boolean fractionFollows) throws BuiltinException {
        String before = rest;
        try {
            read(java.util.Objects.requireNonNull(chunk.element()), chunk.text(), fractionFollows);
        } catch (Mismatch e) {
            throw cannotParse(before, chunk.text());
        }
    }

    private void read(GoLayout.Element element, String text, boolean fractionFollows)
            throws BuiltinException, Mismatch {
        switch (element) {
            case YEAR -> {
                int number = Integer.parseInt(digitsOnly(take(2)));
                year = number + (number >= 69 ? 1900 : 2000);
            }
            case LONG_YEAR -> year = Integer.parseInt(digitsOnly(take(4)));
            case MONTH -> month = name(GoLayout.MONTHS, 3) + 1;
            case LONG_MONTH -> month = name(GoLayout.MONTHS, Integer.MAX_VALUE) + 1;
            case NUM_MONTH, ZERO_MONTH ->
                month = inRange(number(2, element == GoLayout.Element.ZERO_MONTH), 1, 12, "month");
            case WEEKDAY -> name(GoLayout.WEEKDAYS, 3);
            case LONG_WEEKDAY -> name(GoLayout.WEEKDAYS, Integer.MAX_VALUE);
            case DAY, UNDER_DAY, ZERO_DAY -> {
                skipSpaces(element == GoLayout.Element.UNDER_DAY ? 1 : 0);
                day = number(2, element == GoLayout.Element.ZERO_DAY);
            }
            case UNDER_YEAR_DAY, ZERO_YEAR_DAY -> {
                skipSpaces(element == GoLayout.Element.UNDER_YEAR_DAY ? 2 : 0);
                yearDay = number(3, element == GoLayout.Element.ZERO_YEAR_DAY);
            }
            case HOUR -> hour = inRange(number(2, false), 0, 23, "hour");
            case HOUR_12, ZERO_HOUR_12 ->
                hour = inRange(number(2, element == GoLayout.Element.ZERO_HOUR_12), 0, 12, "hour");
            case MINUTE, ZERO_MINUTE ->
                minute = inRange(number(2, element == GoLayout.Element.ZERO_MINUTE), 0, 59, "minute");
            case SECOND, ZERO_SECOND -> {
                second = inRange(number(2, element == GoLayout.Element.ZERO_SECOND), 0, 59, "second");
                if (!fractionFollows && fractionLength() > 0) {
                    fraction(fractionLength());
                }
            }
            case UPPER_PM -> half("AM", "PM");
            case LOWER_PM -> half("am", "pm");
            case FRACTION_ZEROS -> fraction(text.length());
            case FRACTION_NINES -> {
                if (fractionLength() > 0) {
                    fraction(fractionLength());
                }
            }
            case ZONE_NAME -> zoneName();
            case OFFSET, OFFSET_COLON, OFFSET_HOURS, OFFSET_SECONDS, OFFSET_COLON_SECONDS -> offset(element);
            case ISO, ISO_COLON, ISO_HOURS, ISO_SECONDS, ISO_COLON_SECONDS -> {
                if (rest.startsWith("Z")) {
                    rest = rest.substring(1);
                    isUtc = true;
                } else {
                    offset(element);
                }
            }
        }
    }

    private String take(int length) throws Mismatch {
        if (rest.length() < length) {
            throw new Mismatch();
        }
        String taken = rest.substring(0, length);
        rest = rest.substring(length);
        return taken;
    }

    private static String digitsOnly(String text) throws Mismatch {
        for (int i = 0; i < text.length(); i++) {
            if (!isDigit(text, i)) {
                throw new Mismatch();
            }
        }
        return text;
    }

    private static boolean isDigit(String text, int at) {
        return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
    }

    /// A number of up to `digits` digits, of exactly so many when it is `fixed`.
    private int number(int digits, boolean fixed) throws Mismatch {
        int length = 0;
        while (length < digits && isDigit(rest, length)) {
            length++;
        }
        if (length == 0 || (fixed && length < digits)) {
            throw new Mismatch();
        }
        return Integer.parseInt(take(length));
    }

    private int inRange(int number, int least, int most, String what) throws BuiltinException {
        if (number < least || number > most) {
            throw fail(": " + what + " out of range");
        }
        return number;
    }

    /// The place of a name in `names`, of which the first `length` letters are given, in any case.
    private int name(List<String> names, int length) throws Mismatch {
        for (int i = 0; i < names.size(); i++) {
            String name =
                    names.get(i).substring(0, Math.min(length, names.get(i).length()));
            if (rest.regionMatches(true, 0, name, 0, name.length())) {
                rest = rest.substring(name.length());
                return i;
            }
        }
        throw new Mismatch();
    }

    private void skipSpaces(int most) {
        rest = rest.substring(Math.min(most, spaces(rest)));
    }

    private void half(String first, String second) throws Mismatch {
        String half = take(2);
        am = half.equals(first);
        pm = half.equals(second);
        if (!am && !pm) {
            throw new Mismatch();
        }
    }

    /// The length of a fraction with its point at the start of the rest; 0 when there is none.
    private int fractionLength() {
        if (rest.isEmpty() || (rest.charAt(0) != '.' && rest.charAt(0) != ',')) {
            return 0;
        }
        int length = 1;
        while (isDigit(rest, length)) {
            length++;
        }
        return length > 1 ? length : 0;
    }

    private void fraction(int length) throws Mismatch {
        String fraction = take(length);
        if (fraction.charAt(0) != '.' && fraction.charAt(0) != ',') {
            throw new Mismatch();
        }
        String digits = digitsOnly(fraction.substring(1, Math.min(length, 10)));
        nano = Integer.parseInt(digits + "0".repeat(9 - digits.length()));
    }

    private void offset(GoLayout.Element element) throws BuiltinException, Mismatch {
        String sign = take(1);
        int hours = number(2, true);
        int minutes = 0;
        int seconds = 0;
        if (element.hasMinutes()) {
            colon(element);
            minutes = number(2, true);
        }
        if (element.hasSeconds()) {
            colon(element);
            seconds = number(2, true);
        }
        inRange(hours, 0, 24, "time zone offset hour");
        inRange(minutes, 0, 60, "time zone offset minute");
        inRange(seconds, 0, 60, "time zone offset second");
        if (!sign.equals("+") && !sign.equals("-")) {
            throw new Mismatch();
        }
        int magnitude = (hours * 60 + minutes) * 60 + seconds;
        offset = sign.equals("-") ? -magnitude : magnitude;
    }

    private void colon(GoLayout.Element element) throws Mismatch {
        if (element.hasColon() && !take(1).equals(":")) {
            throw new Mismatch();
        }
    }

    /// A zone's name says nothing of its offset, not even `GMT+3`: Go keeps it, but computes as if in UTC.
    private void zoneName() throws Mismatch {
        if (rest.startsWith("UTC")) {
            rest = rest.substring(3);
            isUtc = true;
            return;
        }
        int length = zoneNameLength();
        if (length == 0) {
            throw new Mismatch();
        }
        take(length);
    }

    private int zoneNameLength() {
        if (rest.length() < 3) {
            return 0;
        }
        if (rest.startsWith("ChST") || rest.startsWith("MeST")) {
            return 4;
        }
        if (rest.startsWith("GMT")) {
            return 3 + signedHoursLength(3);
        }
        if (rest.charAt(0) == '+' || rest.charAt(0) == '-') {
            return signedHoursLength(0);
        }
        int upper = 0;
        while (upper < 6 && upper < rest.length() && rest.charAt(upper) >= 'A' && rest.charAt(upper) <= 'Z') {
            upper++;
        }
        return switch (upper) {
            case 3 -> 3;
            case 4 -> rest.charAt(3) == 'T' || rest.startsWith("WITA") ? 4 : 0;
            case 5 -> rest.charAt(4) == 'T' ? 5 : 0;
            default -> 0;
        };
    }

    private int signedHoursLength(int at) {
        if (at >= rest.length() || (rest.charAt(at) != '+' && rest.charAt(at) != '-')) {
            return 0;
        }
        int end = at + 1;
        while (isDigit(rest, end)) {
            end++;
        }
        boolean hours = end > at + 1 && end < at + 10 && Integer.parseInt(rest.substring(at + 1, end)) <= 23;
        return hours ? end - at : 0;
    }

    private Point assemble() throws BuiltinException {
        if (pm && hour < 12) {
            hour += 12;
        } else if (am && hour == 12) {
            hour = 0;
        }
        if (yearDay != UNSET) {
            dateFromYearDay();
        }
        int ofMonth = day == UNSET ? 1 : day;
        YearMonth yearMonth = YearMonth.of(year, month == UNSET ? 1 : month);
        if (ofMonth < 1 || ofMonth > yearMonth.lengthOfMonth()) {
            throw fail(": day out of range");
        }
        long days = yearMonth.atDay(ofMonth).toEpochDay();
        long seconds = days * 86_400 + hour * 3_600L + minute * 60L + second;
        return new Point(isUtc ? seconds : seconds - offset, nano);
    }

    private void dateFromYearDay() throws BuiltinException {
        // Go accepts day 366 of a leap year only, and not day 0 of any.
        if (yearDay < 1 || yearDay > (Year.isLeap(year) ? 366 : 365)) {
            throw fail(": day-of-year out of range");
        }
        LocalDate date = LocalDate.ofYearDay(year, yearDay);
        if (month != UNSET && month != date.getMonthValue()) {
            throw fail(": day-of-year does not match month");
        }
        if (day != UNSET && day != date.getDayOfMonth()) {
            throw fail(": day-of-year does not match day");
        }
        month = date.getMonthValue();
        day = date.getDayOfMonth();
    }

    private BuiltinException cannotParse(String value, String element) {
        return fail(" as " + quote(layout) + ": cannot parse " + quote(value) + " as " + quote(element));
    }

    private BuiltinException fail(String reason) {
        return new BuiltinException("parsing time " + quote(input) + reason);
    }

    private static String quote(String text) {
        return GoText.quote(text);
    }
}
