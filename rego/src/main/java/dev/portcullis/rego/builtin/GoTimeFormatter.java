package dev.portcullis.rego.builtin;

import java.time.ZonedDateTime;

/// Writes a time in a [GoLayout].
final class GoTimeFormatter {
    private final ZonedDateTime time;
    private final StringBuilder out = new StringBuilder();

    private GoTimeFormatter(ZonedDateTime time) {
        this.time = time;
    }

    static String format(ZonedDateTime time, String layout) {
        GoTimeFormatter formatter = new GoTimeFormatter(time);
        for (GoLayout.Chunk chunk : GoLayout.parse(layout)) {
            formatter.out.append(chunk.literal());
            if (chunk.element() != null) {
                formatter.append(chunk.element(), chunk.text());
            }
        }
        return formatter.out.toString();
    }

    private void append(GoLayout.Element element, String text) {
        switch (element) {
            case LONG_MONTH -> out.append(month());
            case MONTH -> out.append(month(), 0, 3);
            case LONG_WEEKDAY -> out.append(weekday());
            case WEEKDAY -> out.append(weekday(), 0, 3);
            case ZONE_NAME -> out.append(ZoneNames.abbreviation(time.getZone(), time.toInstant()));
            case YEAR -> number(Math.abs(time.getYear()) % 100, 2);
            case LONG_YEAR -> number(time.getYear(), 4);
            case NUM_MONTH -> number(time.getMonthValue(), 0);
            case ZERO_MONTH -> number(time.getMonthValue(), 2);
            case DAY -> number(time.getDayOfMonth(), 0);
            case ZERO_DAY -> number(time.getDayOfMonth(), 2);
            case UNDER_DAY -> padded(time.getDayOfMonth(), 2, ' ');
            case UNDER_YEAR_DAY -> padded(time.getDayOfYear(), 3, ' ');
            case ZERO_YEAR_DAY -> number(time.getDayOfYear(), 3);
            case HOUR -> number(time.getHour(), 2);
            case HOUR_12 -> number(hour12(), 0);
            case ZERO_HOUR_12 -> number(hour12(), 2);
            case MINUTE -> number(time.getMinute(), 0);
            case ZERO_MINUTE -> number(time.getMinute(), 2);
            case SECOND -> number(time.getSecond(), 0);
            case ZERO_SECOND -> number(time.getSecond(), 2);
            case UPPER_PM -> out.append(time.getHour() >= 12 ? "PM" : "AM");
            case LOWER_PM -> out.append(time.getHour() >= 12 ? "pm" : "am");
            case FRACTION_ZEROS -> fraction(text, false);
            case FRACTION_NINES -> fraction(text, true);
            case OFFSET, OFFSET_COLON, OFFSET_HOURS, OFFSET_SECONDS, OFFSET_COLON_SECONDS -> offset(element);
            case ISO, ISO_COLON, ISO_HOURS, ISO_SECONDS, ISO_COLON_SECONDS -> offset(element);
        }
    }

    private String month() {
        return GoLayout.MONTHS.get(time.getMonthValue() - 1);
    }

    private String weekday() {
        return GoLayout.WEEKDAYS.get(time.getDayOfWeek().getValue() - 1);
    }

    private int hour12() {
        int hour = time.getHour() % 12;
        return hour == 0 ? 12 : hour;
    }

    private void number(int number, int width) {
        padded(number, width, '0');
    }

    private void padded(int number, int width, char fill) {
        String digits = Integer.toString(number);
        out.repeat(fill, Math.max(0, width - digits.length())).append(digits);
    }

    /// @param text the element in the layout, whose length says how many digits there are
    private void fraction(String text, boolean trimmed) {
        String nanos = Integer.toString(time.getNano());
        StringBuilder digits =
                new StringBuilder().repeat('0', 9 - nanos.length()).append(nanos);
        digits.repeat('0', Math.max(0, text.length() - 1 - digits.length()));
        digits.setLength(Math.min(text.length() - 1, 9));
        while (trimmed && !digits.isEmpty() && digits.charAt(digits.length() - 1) == '0') {
            digits.setLength(digits.length() - 1);
        }
        if (!digits.isEmpty()) {
            out.append(text.charAt(0)).append(digits);
        }
    }

    private void offset(GoLayout.Element element) {
        int seconds = time.getOffset().getTotalSeconds();
        if (seconds == 0 && element.isIso()) {
            out.append('Z');
            return;
        }
        int magnitude = Math.abs(seconds);
        // Go decides on the sign after it has cut the seconds off.
        out.append(seconds / 60 < 0 ? '-' : '+');
        number(magnitude / 3600, 2);
        String colon = element.hasColon() ? ":" : "";
        if (element.hasMinutes()) {
            out.append(colon);
            number(magnitude / 60 % 60, 2);
        }
        if (element.hasSeconds()) {
            out.append(colon);
            number(magnitude % 60, 2);
        }
    }
}
