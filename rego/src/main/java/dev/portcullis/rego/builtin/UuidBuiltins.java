package dev.portcullis.rego.builtin;

import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoNumber;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// OPA's `uuid`.
final class UuidBuiltins {
    /// Intervals of 100 ns between 1582-10-15, where UUIDs count from, and 1970-01-01.
    private static final long GREGORIAN_OFFSET = 122_192_928_000_000_000L;

    private static final int LENGTH = 36;
    private static final String URN = "urn:uuid:";

    private UuidBuiltins() {}

    static void define(Builtins.Builder to) {
        to.defineUnchecked(
                "uuid.rfc4122",
                (context, args) -> context.once(
                        "uuid.rfc4122",
                        RegoArray.of(args[0]),
                        () -> random(context.environment().random())));
        to.define("uuid.parse", (_, args) -> parse(Operands.string(args, 1).value()));
    }

    private static RegoValue random(RandomGenerator random) {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        bytes[6] = (byte) ((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte) ((bytes[8] & 0x3F) | 0x80);
        String hex = HexFormat.of().formatHex(bytes);
        return RegoString.of(hex.substring(0, 8) + "-" + hex.substring(8, 12) + "-" + hex.substring(12, 16) + "-"
                + hex.substring(16, 20) + "-" + hex.substring(20));
    }

    /// What a UUID says of itself, or null when the text is none.
    private static @Nullable RegoObject parse(String text) {
        byte[] bytes = bytes(text);
        if (bytes == null) {
            return null;
        }
        int version = (bytes[6] & 0xF0) >> 4;
        RegoObject.Builder object = RegoObject.builder()
                .put("version", RegoNumber.of(version))
                .put("variant", RegoString.of(variant(bytes[8])));
        if (version == 1 || version == 2) {
            object.put("time", RegoNumber.of(unixNanos(bytes)))
                    .put("nodeid", RegoString.of(HexFormat.ofDelimiter("-").formatHex(bytes, 10, 16)))
                    .put("macvariables", RegoString.of(macVariables(bytes[10])))
                    .put("clocksequence", RegoNumber.of(ByteBuffer.wrap(bytes).getShort(8) & 0x3FFF));
        }
        if (version == 2) {
            object.put("id", RegoNumber.of(ByteBuffer.wrap(bytes).getInt(0) & 0xFFFF_FFFFL))
                    .put("domain", RegoString.of(domain(bytes[9] & 0xFF)));
        }
        return object.build();
    }

    /// Plain, without hyphens, in braces, or as a URN.
    private static byte @Nullable [] bytes(String text) {
        String plain = text;
        if (text.length() == LENGTH + URN.length()) {
            if (!text.substring(0, URN.length()).toLowerCase(Locale.ROOT).equals(URN)) {
                return null;
            }
            plain = text.substring(URN.length());
        } else if (text.length() == LENGTH + 2) {
            plain = text.substring(1, LENGTH + 1);
        }
        String hex = plain.length() == LENGTH ? withoutHyphens(plain) : plain;
        if (hex == null || hex.length() != 32 || !hex.chars().allMatch(HexFormat::isHexDigit)) {
            return null;
        }
        return HexFormat.of().parseHex(hex);
    }

    private static @Nullable String withoutHyphens(String text) {
        for (int at : new int[] {8, 13, 18, 23}) {
            if (text.charAt(at) != '-') {
                return null;
            }
        }
        return text.substring(0, 8)
                + text.substring(9, 13)
                + text.substring(14, 18)
                + text.substring(19, 23)
                + text.substring(24);
    }

    private static String variant(byte b) {
        if ((b & 0xC0) == 0x80) {
            return "RFC4122";
        }
        return switch (b & 0xE0) {
            case 0xC0 -> "Microsoft";
            case 0xE0 -> "Future";
            default -> "Reserved";
        };
    }

    private static long unixNanos(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        long low = buffer.getInt(0) & 0xFFFF_FFFFL;
        long mid = buffer.getShort(4) & 0xFFFFL;
        long high = buffer.getShort(6) & 0xFFFL;
        return ((high << 48 | mid << 32 | low) - GREGORIAN_OFFSET) * 100;
    }

    private static String macVariables(byte b) {
        return ((b & 2) != 0 ? "local" : "global") + ((b & 1) != 0 ? ":multicast" : ":unicast");
    }

    private static String domain(int domain) {
        return switch (domain) {
            case 0 -> "Person";
            case 1 -> "Group";
            case 2 -> "Org";
            default -> "Domain" + domain;
        };
    }
}
