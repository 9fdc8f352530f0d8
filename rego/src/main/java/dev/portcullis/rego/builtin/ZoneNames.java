package dev.portcullis.rego.builtin;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRulesProvider;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Time zones by their IANA names, and the abbreviations Go prints for them.
final class ZoneNames {
    /// Names of the IANA database that Java does not have.
    private static final Map<String, String> ALIASES = Map.of(
            "EST", "America/Panama",
            "MST", "America/Phoenix",
            "HST", "Pacific/Honolulu",
            "ROC", "Asia/Taipei",
            "GMT+0", "GMT",
            "GMT-0", "GMT");

    private ZoneNames() {}

    /// @param standard in winter
    /// @param daylight in summer
    private record Abbreviation(String standard, String daylight) {}

    /// The zone of an IANA name; empty, `UTC` and `Local` are UTC, so that no answer depends on the server's own
    /// zone.
    ///
    /// @throws BuiltinException when there is none of this name
    static ZoneId zone(String name) throws BuiltinException {
        if (name.isEmpty() || name.equals("UTC") || name.equals("Local")) {
            return ZoneOffset.UTC;
        }
        if (name.contains("..") || name.startsWith("/") || name.startsWith("\\")) {
            throw new BuiltinException("time: invalid location name");
        }
        String known = ALIASES.getOrDefault(name, name);
        if (known.startsWith("SystemV/")
                || !ZoneRulesProvider.getAvailableZoneIds().contains(known)) {
            throw new BuiltinException("unknown time zone " + name);
        }
        return ZoneId.of(known);
    }

    /// The abbreviation in use at a time, or the offset (`+03`, `-0330`) where there is none.
    static String abbreviation(ZoneId zone, Instant time) {
        if (zone.equals(ZoneOffset.UTC)) {
            return "UTC";
        }
        Abbreviation names = Loaded.NAMES.get(zone.getId());
        if (names != null) {
            return zone.getRules().isDaylightSavings(time) ? names.daylight : names.standard;
        }
        int minutes = zone.getRules().getOffset(time).getTotalSeconds() / 60;
        int magnitude = Math.abs(minutes);
        String hours = (minutes < 0 ? "-" : "+") + twoDigits(magnitude / 60);
        return magnitude % 60 == 0 ? hours : hours + twoDigits(magnitude % 60);
    }

    private static String twoDigits(int number) {
        return (number < 10 ? "0" : "") + number;
    }

    private static final class Loaded {
        static final Map<String, Abbreviation> NAMES = read();

        private static Map<String, Abbreviation> read() {
            Map<String, Abbreviation> names = new HashMap<>();
            try (@Nullable InputStream in = ZoneNames.class.getResourceAsStream("zone-abbreviations.txt")) {
                if (in == null) {
                    throw new AssertionError("BUG: zone-abbreviations.txt is missing");
                }
                for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .toList()) {
                    String[] words = line.split(" ", -1);
                    for (int i = 2; i < words.length && !line.startsWith("#"); i++) {
                        names.put(words[i], new Abbreviation(words[0], words[1]));
                    }
                }
            } catch (IOException e) {
                throw new AssertionError("BUG: zone-abbreviations.txt is unreadable", e);
            }
            return Map.copyOf(names);
        }
    }
}
