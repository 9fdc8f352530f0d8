package dev.portcullis.rego.builtin;

import dev.portcullis.rego.value.RegoBoolean;
import dev.portcullis.rego.value.RegoNumber;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// OPA's `semver`: Semantic Versioning 2.0.0, with an optional `v` in front.
final class SemverBuiltins {
    private SemverBuiltins() {}

    static void define(Builtins.Builder to) {
        to.define("semver.compare", SemverBuiltins::compare);
        to.define(
                "semver.is_valid",
                (_, args) ->
                        RegoBoolean.of(args[0] instanceof RegoString string && Version.parse(string.value()) != null));
    }

    private static RegoNumber compare(BuiltinContext context, RegoValue[] args) throws BuiltinException {
        return RegoNumber.of(version(args, 1).compareTo(version(args, 2)));
    }

    private static Version version(RegoValue[] args, int position) throws BuiltinException {
        RegoString text = Operands.string(args, position);
        Version version = Version.parse(text.value());
        if (version == null) {
            throw new BuiltinException("operand " + position + ": string " + text + " is not a valid SemVer");
        }
        return version;
    }

    /// A version without its build metadata, which do not take part in the order.
    ///
    /// @param preRelease empty for a release
    private record Version(long major, long minor, long patch, String preRelease) implements Comparable<Version> {
        private static final String IDENTIFIERS = "[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*";
        private static final Pattern SYNTAX =
                Pattern.compile("v?(0|[1-9][0-9]*)\\.(0|[1-9][0-9]*)\\.(0|[1-9][0-9]*)(?:-(" + IDENTIFIERS + "))?(?:\\+"
                        + IDENTIFIERS + ")?");
        private static final Pattern LEADING_ZERO = Pattern.compile("(?:^|.*\\.)0[0-9]+(?:\\..*|$)");
        private static final Pattern DIGITS = Pattern.compile("[0-9]+");

        static @Nullable Version parse(String text) {
            Matcher parts = SYNTAX.matcher(text);
            if (!parts.matches()) {
                return null;
            }
            String preRelease = parts.group(4) == null ? "" : parts.group(4);
            if (LEADING_ZERO.matcher(preRelease).matches()) {
                return null;
            }
            try {
                return new Version(
                        Long.parseLong(parts.group(1)),
                        Long.parseLong(parts.group(2)),
                        Long.parseLong(parts.group(3)),
                        preRelease);
            } catch (NumberFormatException tooLarge) {
                return null;
            }
        }

        @Override
        public int compareTo(Version other) {
            int order = Long.compare(major, other.major);
            order = order == 0 ? Long.compare(minor, other.minor) : order;
            order = order == 0 ? Long.compare(patch, other.patch) : order;
            if (order != 0 || preRelease.equals(other.preRelease)) {
                return order;
            }
            if (preRelease.isEmpty() || other.preRelease.isEmpty()) {
                return preRelease.isEmpty() ? 1 : -1;
            }
            return comparePreReleases(preRelease.split("\\."), other.preRelease.split("\\."));
        }

        private static int comparePreReleases(String[] left, String[] right) {
            for (int i = 0; i < Math.min(left.length, right.length); i++) {
                int order = compareIdentifiers(left[i], right[i]);
                if (order != 0) {
                    return order;
                }
            }
            return Integer.compare(left.length, right.length);
        }

        /// Numbers by value and below names, names by their bytes.
        private static int compareIdentifiers(String left, String right) {
            boolean leftIsNumber = DIGITS.matcher(left).matches();
            boolean rightIsNumber = DIGITS.matcher(right).matches();
            if (leftIsNumber != rightIsNumber) {
                return leftIsNumber ? -1 : 1;
            }
            int order = leftIsNumber ? new BigInteger(left).compareTo(new BigInteger(right)) : left.compareTo(right);
            return Integer.signum(order);
        }
    }
}
