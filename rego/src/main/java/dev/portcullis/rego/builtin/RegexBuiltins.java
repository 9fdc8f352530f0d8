package dev.portcullis.rego.builtin;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoBoolean;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.util.ArrayList;
import java.util.List;

/// OPA's `regex`, on RE2: time is linear in the text, so a pattern cannot hang a decision. Patterns are cached.
final class RegexBuiltins {
    private static final int MAX_PATTERN = 16_384;
    private static final int CACHED_PATTERNS = 1_000;
    /// Instructions of a compiled pattern that are charged as one step per character.
    private static final int INSTRUCTIONS_PER_STEP = 16;

    private final BoundedCache<String, Pattern> patterns = new BoundedCache<>(CACHED_PATTERNS);

    private RegexBuiltins() {}

    static void define(Builtins.Builder to) {
        RegexBuiltins regex = new RegexBuiltins();
        to.defineUnchecked("regex.is_valid", (_, args) -> RegoBoolean.of(regex.isValid(args[0])));
        to.define("regex.match", regex::match);
        to.define("re_match", regex::match);
        to.define("regex.split", regex::split);
        to.define("regex.find_n", regex::find);
        to.define("regex.find_all_string_submatch_n", regex::findSubmatches);
        to.define("regex.replace", regex::replace);
        to.define("regex.template_match", regex::matchTemplate);
        to.define("regex.globs_match", GlobIntersection::match);
    }

    private boolean isValid(RegoValue pattern) {
        try {
            return pattern instanceof RegoString string && compile(string.value()) != null;
        } catch (BuiltinException e) {
            return false;
        }
    }

    private Pattern compile(String source) throws BuiltinException {
        Pattern known = patterns.get(source);
        if (known != null) {
            return known;
        }
        if (source.length() > MAX_PATTERN) {
            throw new BuiltinException(
                    "pattern of " + source.length() + " characters is longer than the allowed " + MAX_PATTERN);
        }
        RegexLimits.check(source);
        try {
            Pattern pattern = Pattern.compile(source);
            patterns.put(source, pattern);
            return pattern;
        } catch (PatternSyntaxException e) {
            throw new BuiltinException(message(e, source));
        }
    }

    /// The two messages of re2j that differ from Go's are Go's again.
    private static String message(PatternSyntaxException e, String source) {
        String message = String.valueOf(e.getMessage());
        if (message.contains("stack underflow")) {
            return "error parsing regexp: unexpected ): `" + source + "`";
        }
        return message.endsWith("trailing backslash at end of expression") ? message + ": ``" : message;
    }

    private Subject subject(BuiltinContext context, RegoString pattern, RegoString text) throws BuiltinException {
        Pattern compiled = compile(pattern.value());
        Subject subject = new Subject(compiled, text);
        context.charge(1 + (long) subject.length() * (1 + compiled.programSize() / INSTRUCTIONS_PER_STEP));
        return subject;
    }

    private RegoBoolean match(BuiltinContext context, RegoValue[] args) throws BuiltinException {
        return RegoBoolean.of(subject(context, Operands.string(args, 1), Operands.string(args, 2))
                .matcher
                .find());
    }

    private RegoArray split(BuiltinContext context, RegoValue[] args) throws BuiltinException {
        Subject subject = subject(context, Operands.string(args, 1), Operands.string(args, 2));
        List<RegoValue> pieces = new ArrayList<>();
        if (subject.length() == 0 && !Operands.string(args, 1).value().isEmpty()) {
            return RegoArray.of(RegoString.EMPTY);
        }
        int from = 0;
        int end = 0;
        for (int[] match : subject.matches(-1)) {
            end = match[0];
            if (match[1] != 0) {
                pieces.add(subject.slice(from, end));
            }
            from = match[1];
        }
        if (end != subject.length()) {
            pieces.add(subject.slice(from, subject.length()));
        }
        return RegoArray.copyOf(pieces);
    }

    private RegoArray find(BuiltinContext context, RegoValue[] args) throws BuiltinException {
        long limit = Operands.integer(args, 3);
        Subject subject = subject(context, Operands.string(args, 1), Operands.string(args, 2));
        List<RegoValue> found = new ArrayList<>();
        for (int[] match : subject.matches(limit)) {
            found.add(subject.slice(match[0], match[1]));
        }
        return RegoArray.copyOf(found);
    }

    private RegoArray findSubmatches(BuiltinContext context, RegoValue[] args) throws BuiltinException {
        long limit = Operands.integer(args, 3);
        Subject subject = subject(context, Operands.string(args, 1), Operands.string(args, 2));
        List<RegoValue> found = new ArrayList<>();
        for (int[] match : subject.matches(limit)) {
            RegoValue[] groups = new RegoValue[match.length / 2];
            for (int group = 0; group < groups.length; group++) {
                groups[group] = subject.group(match, group);
            }
            found.add(RegoArray.of(groups));
        }
        return RegoArray.copyOf(found);
    }

    private RegoString replace(BuiltinContext context, RegoValue[] args) throws BuiltinException {
        RegoString text = Operands.string(args, 1);
        Subject subject = subject(context, Operands.string(args, 2), text);
        Expansion expansion = Expansion.parse(Operands.string(args, 3).value());
        List<RegoString> pieces = new ArrayList<>();
        int from = 0;
        List<int[]> matches = subject.matches(-1);
        for (int[] match : matches) {
            context.charge(expansion.cost(match));
            pieces.add(subject.slice(from, match[0]));
            expansion.append(subject, match, pieces);
            from = match[1];
        }
        pieces.add(subject.slice(from, subject.length()));
        return matches.isEmpty() ? text : ByteText.join(pieces);
    }

    /// A template is a text with regular expressions between two delimiters: `/users/{[0-9]+}`.
    private RegoBoolean matchTemplate(BuiltinContext context, RegoValue[] args) throws BuiltinException {
        String start = Operands.string(args, 3).value();
        String end = Operands.string(args, 4).value();
        int startLength = Operands.string(args, 3).utf8().length;
        if (startLength != 1) {
            throw new BuiltinException(
                    "start delimiter has to be exactly one character long but is " + startLength + " long");
        }
        if (Operands.string(args, 4).utf8().length != 1) {
            // OPA prints the length of the wrong delimiter here.
            throw new BuiltinException("end delimiter has to be exactly one character long but is 1 long");
        }
        String pattern = template(Operands.string(args, 1), start.charAt(0), end.charAt(0));
        return RegoBoolean.of(subject(context, RegoString.of(pattern), Operands.string(args, 2))
                .matcher
                .find());
    }

    private String template(RegoString template, char open, char close) throws BuiltinException {
        String text = template.value();
        StringBuilder pattern = new StringBuilder("^");
        int level = 0;
        int literal = 0;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == open) {
                start = level++ == 0 ? i : start;
            } else if (text.charAt(i) == close && --level == 0) {
                String expression = text.substring(start + 1, i);
                compile("^" + expression + "$");
                pattern.append(Pattern.quote(text.substring(literal, start)))
                        .append('(')
                        .append(expression)
                        .append(')');
                literal = i + 1;
            }
            if (level < 0) {
                break;
            }
        }
        if (level != 0) {
            throw new BuiltinException("unbalanced braces in " + template);
        }
        return pattern.append(Pattern.quote(text.substring(literal)))
                .append('$')
                .toString();
    }

    /// A text being searched, in UTF-16 when it is valid, else in bytes; positions are in these units.
    static final class Subject {
        private final RegoString string;
        private final byte[] bytes;
        private final Matcher matcher;
        private final Pattern pattern;

        Subject(Pattern pattern, RegoString string) {
            this.pattern = pattern;
            this.string = string;
            this.bytes = string.isValidUtf8() ? new byte[0] : string.utf8();
            this.matcher = string.isValidUtf8() ? pattern.matcher(string.value()) : pattern.matcher(bytes);
        }

        int length() {
            return string.isValidUtf8() ? string.value().length() : bytes.length;
        }

        RegoString slice(int from, int to) {
            return string.isValidUtf8()
                    ? RegoString.of(string.value().substring(from, to))
                    : RegoString.ofUtf8(java.util.Arrays.copyOfRange(bytes, from, to));
        }

        RegoString group(int[] match, int group) {
            boolean present = 2 * group + 1 < match.length && match[2 * group] >= 0;
            return present ? slice(match[2 * group], match[2 * group + 1]) : RegoString.EMPTY;
        }

        RegoString group(int[] match, String name) {
            Integer group = pattern.namedGroups().get(name);
            return group == null ? RegoString.EMPTY : group(match, group);
        }

        /// Matches that do not overlap, as Go finds them: an empty match right behind another match does not count.
        ///
        /// @param limit how many at most; negative for all
        /// @return per match, start and end of each group; -1 for a group that took no part
        List<int[]> matches(long limit) {
            List<int[]> matches = new ArrayList<>();
            int previousEnd = -1;
            for (int at = 0; at <= length() && (limit < 0 || matches.size() < limit); ) {
                if (!matcher.find(at)) {
                    break;
                }
                int end = matcher.end();
                boolean accept = end != at || matcher.start() != previousEnd;
                at = end > at ? end : at + unit(at);
                previousEnd = end;
                if (accept) {
                    matches.add(positions());
                }
            }
            return matches;
        }

        /// How far it is to the next code point.
        private int unit(int at) {
            if (at >= length()) {
                return 1;
            }
            return string.isValidUtf8()
                    ? Character.charCount(string.value().codePointAt(at))
                    : Math.max(1, dev.portcullis.rego.value.Utf8.sequenceLength(bytes, at));
        }

        private int[] positions() {
            int[] positions = new int[2 * (matcher.groupCount() + 1)];
            for (int group = 0; group <= matcher.groupCount(); group++) {
                positions[2 * group] = matcher.start(group);
                positions[2 * group + 1] = matcher.end(group);
            }
            return positions;
        }
    }
}
