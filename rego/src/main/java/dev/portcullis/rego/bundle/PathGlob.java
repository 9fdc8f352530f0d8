package dev.portcullis.rego.bundle;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/// A pattern of `file_rego_versions`, with the glob syntax OPA uses there: `*` and `**` match any text, `/`
/// included, `?` one character, `[a-z]` and `[!a-z]` one of a class, `{a,b}` one of a list, `\` the next
/// character itself.
final class PathGlob {
    private final Pattern pattern;

    private PathGlob(Pattern pattern) {
        this.pattern = pattern;
    }

    /// @throws IllegalArgumentException when brackets or braces do not match
    static PathGlob parse(String glob) {
        try {
            return new PathGlob(Pattern.compile(new Translation(glob).regex(), Pattern.DOTALL));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("not a glob pattern: `" + glob + "`", e);
        }
    }

    /// @param path inside the bundle, with a leading `/`
    boolean matches(String path) {
        return pattern.matches(path);
    }

    /// One pass over a glob that writes the regular expression of the same meaning.
    private static final class Translation {
        private final String glob;
        private final StringBuilder regex = new StringBuilder();
        private int next;
        private int braces;

        Translation(String glob) {
            this.glob = glob;
        }

        String regex() {
            while (next < glob.length()) {
                step(glob.charAt(next++));
            }
            if (braces != 0) {
                throw unbalanced();
            }
            return regex.toString();
        }

        private void step(char c) {
            switch (c) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                case '[' -> characterClass();
                case '{' -> {
                    braces++;
                    regex.append("(?:");
                }
                case '}' -> {
                    regex.append(braces > 0 ? ")" : "}");
                    braces = Math.max(0, braces - 1);
                }
                case ',' -> regex.append(braces > 0 ? "|" : ",");
                case '\\' -> {
                    if (next == glob.length()) {
                        throw unbalanced();
                    }
                    literal(glob.charAt(next++));
                }
                default -> literal(c);
            }
        }

        private void characterClass() {
            int end = glob.indexOf(']', next + 1);
            if (end < 0) {
                throw unbalanced();
            }
            boolean negated = glob.charAt(next) == '!';
            String members = glob.substring(negated ? next + 1 : next, end);
            regex.append(negated ? "[^" : "[");
            for (int i = 0; i < members.length(); i++) {
                char member = members.charAt(i);
                regex.append(member == '-' ? "-" : Pattern.quote(String.valueOf(member)));
            }
            regex.append(']');
            next = end + 1;
        }

        private void literal(char c) {
            regex.append(Pattern.quote(String.valueOf(c)));
        }

        private IllegalArgumentException unbalanced() {
            return new IllegalArgumentException("not a glob pattern: `" + glob + "`");
        }
    }
}
