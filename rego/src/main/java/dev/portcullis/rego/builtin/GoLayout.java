package dev.portcullis.rego.builtin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A layout of Go's `time` package, taken apart: an example of the reference time, `Mon Jan 2 15:04:05 MST 2006`,
/// whose recognisable pieces are elements and whose rest is literal.
final class GoLayout {
    static final String RFC_3339 = "2006-01-02T15:04:05Z07:00";
    static final String RFC_3339_NANO = "2006-01-02T15:04:05.999999999Z07:00";

    static final List<String> MONTHS = List.of(
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December");

    /// Monday first, as in [java.time.DayOfWeek].
    static final List<String> WEEKDAYS =
            List.of("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday");

    /// Names that OPA accepts in place of a layout.
    private static final Map<String, String> NAMED = Map.ofEntries(
            Map.entry("ANSIC", "Mon Jan _2 15:04:05 2006"),
            Map.entry("UnixDate", "Mon Jan _2 15:04:05 MST 2006"),
            Map.entry("RubyDate", "Mon Jan 02 15:04:05 -0700 2006"),
            Map.entry("RFC822", "02 Jan 06 15:04 MST"),
            Map.entry("RFC822Z", "02 Jan 06 15:04 -0700"),
            Map.entry("RFC850", "Monday, 02-Jan-06 15:04:05 MST"),
            Map.entry("RFC1123", "Mon, 02 Jan 2006 15:04:05 MST"),
            Map.entry("RFC1123Z", "Mon, 02 Jan 2006 15:04:05 -0700"),
            Map.entry("RFC3339", RFC_3339),
            Map.entry("RFC3339Nano", RFC_3339_NANO));

    /// A piece of the reference time. Where one is the start of another, the longer stands first.
    enum Element {
        LONG_MONTH("January"),
        MONTH("Jan"),
        LONG_WEEKDAY("Monday"),
        WEEKDAY("Mon"),
        ZONE_NAME("MST"),
        ZERO_MONTH("01"),
        ZERO_DAY("02"),
        ZERO_HOUR_12("03"),
        ZERO_MINUTE("04"),
        ZERO_SECOND("05"),
        YEAR("06"),
        ZERO_YEAR_DAY("002"),
        HOUR("15"),
        NUM_MONTH("1"),
        LONG_YEAR("2006"),
        DAY("2"),
        UNDER_DAY("_2"),
        UNDER_YEAR_DAY("__2"),
        HOUR_12("3"),
        MINUTE("4"),
        SECOND("5"),
        UPPER_PM("PM"),
        LOWER_PM("pm"),
        OFFSET_SECONDS("-070000"),
        OFFSET_COLON_SECONDS("-07:00:00"),
        OFFSET("-0700"),
        OFFSET_COLON("-07:00"),
        OFFSET_HOURS("-07"),
        ISO_SECONDS("Z070000"),
        ISO_COLON_SECONDS("Z07:00:00"),
        ISO("Z0700"),
        ISO_COLON("Z07:00"),
        ISO_HOURS("Z07"),
        /// A fraction with all its digits.
        FRACTION_ZEROS(null),
        /// A fraction without trailing zeros.
        FRACTION_NINES(null);

        private final @Nullable String text;

        Element(@Nullable String text) {
            this.text = text;
        }

        /// Whether a zone of no offset is written `Z`.
        boolean isIso() {
            return text != null && text.startsWith("Z");
        }

        /// Whether it is a numeric offset, [#isIso] or not.
        boolean isOffset() {
            return text != null && (text.startsWith("-07") || text.startsWith("Z07"));
        }

        boolean hasColon() {
            return text != null && text.indexOf(':') >= 0;
        }

        boolean hasMinutes() {
            return this != OFFSET_HOURS && this != ISO_HOURS;
        }

        boolean hasSeconds() {
            return this == OFFSET_SECONDS
                    || this == OFFSET_COLON_SECONDS
                    || this == ISO_SECONDS
                    || this == ISO_COLON_SECONDS;
        }
    }

    /// A literal and the element behind it.
    ///
    /// @param element null at the end of the layout
    /// @param text the element as written in the layout
    record Chunk(String literal, @Nullable Element element, String text) {}

    private GoLayout() {}

    /// The layout a name stands for, or the argument itself.
    static String resolve(String layout) {
        return NAMED.getOrDefault(layout, layout);
    }

    /// The chunks of a layout; the last one has no element.
    static List<Chunk> parse(String layout) {
        List<Chunk> chunks = new ArrayList<>();
        int literal = 0;
        for (int at = 0; at < layout.length(); ) {
            Element element = elementAt(layout, at);
            if (element == null) {
                at++;
                continue;
            }
            int start = element == Element.LONG_YEAR && layout.charAt(at) == '_' ? at + 1 : at;
            int end = start + (element.text == null ? fractionLength(layout, at) : element.text.length());
            chunks.add(new Chunk(layout.substring(literal, start), element, layout.substring(start, end)));
            literal = end;
            at = end;
        }
        chunks.add(new Chunk(layout.substring(literal), null, ""));
        return chunks;
    }

    private static @Nullable Element elementAt(String layout, int at) {
        char c = layout.charAt(at);
        if (c == '.' || c == ',') {
            int length = fractionLength(layout, at);
            if (length == 0) {
                return null;
            }
            return layout.charAt(at + 1) == '0' ? Element.FRACTION_ZEROS : Element.FRACTION_NINES;
        }
        if (layout.startsWith("_2006", at)) {
            return Element.LONG_YEAR;
        }
        for (Element element : Element.values()) {
            if (element.text != null && layout.startsWith(element.text, at) && !isPartOfWord(layout, at, element)) {
                return element;
            }
        }
        return null;
    }

    /// `Jan` and `Mon` are no elements in front of a lower-case letter, as in `Month`.
    private static boolean isPartOfWord(String layout, int at, Element element) {
        int next = at + 3;
        return (element == Element.MONTH || element == Element.WEEKDAY)
                && next < layout.length()
                && layout.charAt(next) >= 'a'
                && layout.charAt(next) <= 'z';
    }

    /// The length of `.000` or `.999`, with its point; 0 when something else follows the point.
    private static int fractionLength(String layout, int at) {
        int end = at + 1;
        if (end >= layout.length() || (layout.charAt(end) != '0' && layout.charAt(end) != '9')) {
            return 0;
        }
        while (end < layout.length() && layout.charAt(end) == layout.charAt(at + 1)) {
            end++;
        }
        boolean digitFollows = end < layout.length() && layout.charAt(end) >= '0' && layout.charAt(end) <= '9';
        return digitFollows ? 0 : end - at;
    }
}
