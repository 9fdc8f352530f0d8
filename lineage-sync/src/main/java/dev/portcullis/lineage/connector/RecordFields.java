package dev.portcullis.lineage.connector;

import dev.portcullis.rego.value.RegoBoolean;
import dev.portcullis.rego.value.RegoNumber;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import dev.portcullis.snapshot.secret.SecretShapes;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The fields of one record, asked for one by one; what nobody asked for is an error. Every message names the
/// field and what is allowed, and none repeats a value: the value might be a secret in the wrong place.
final class RecordFields {
    private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9_-]{0,63}");
    private static final int MAX_TEXT = 512;
    /// Evidence is about secrets, so a field of this name would hold one.
    private static final Set<String> BARE_VALUES = Set.of("credential_value", "value");

    private final RegoObject object;
    private final Set<String> asked = new TreeSet<>();

    RecordFields(RegoObject object) {
        this.object = object;
    }

    /// Every field name asked for so far: after a whole record, all fields that its kind has.
    Set<String> asked() {
        return Set.copyOf(asked);
    }

    String text(String field) throws FieldException {
        return required(field, optionalText(field));
    }

    @Nullable
    String optionalText(String field) throws FieldException {
        String text = string(field);
        if (text != null && (text.isEmpty() || text.length() > MAX_TEXT)) {
            throw new FieldException(field, "is not 1 to " + MAX_TEXT + " characters long");
        }
        if (text != null && text.chars().anyMatch(Character::isISOControl)) {
            throw new FieldException(field, "has a control character");
        }
        return text;
    }

    /// A name such as `eu-west-1` or `prod-core`.
    @Nullable
    String optionalWord(String field) throws FieldException {
        String text = string(field);
        if (text != null && !WORD.matcher(text).matches()) {
            throw new FieldException(field, "is not of the form `[a-z][a-z0-9_-]*`");
        }
        return text;
    }

    String word(String field) throws FieldException {
        return required(field, optionalWord(field));
    }

    String id(String field) throws FieldException {
        return required(field, optionalId(field));
    }

    @Nullable
    String optionalId(String field) throws FieldException {
        String text = string(field);
        String problem = text == null ? null : CanonicalId.problem(text);
        if (problem != null) {
            throw new FieldException(field, problem);
        }
        return text;
    }

    long time(String field) throws FieldException {
        return required(field, optionalTime(field));
    }

    @Nullable
    Long optionalTime(String field) throws FieldException {
        String text = string(field);
        return text == null ? null : checked(field, text, Rfc3339::parse);
    }

    boolean flag(String field, boolean absent) throws FieldException {
        RegoValue value = take(field);
        if (value == null) {
            return absent;
        }
        if (value instanceof RegoBoolean flag) {
            return flag.value();
        }
        throw new FieldException(field, "is a " + value.typeName() + ", allowed is true or false");
    }

    long count(String field, long absent) throws FieldException {
        RegoValue value = take(field);
        if (value == null) {
            return absent;
        }
        if (value instanceof RegoNumber number && number.isLong() && number.longValue() >= 0) {
            return number.longValue();
        }
        throw new FieldException(field, "is not a whole number from 0");
    }

    double fraction(String field) throws FieldException {
        RegoValue value = required(field, take(field));
        if (value instanceof RegoNumber number) {
            double fraction = number.decimalValue().doubleValue();
            if (fraction >= 0 && fraction <= 1) {
                return fraction;
            }
        }
        throw new FieldException(field, "is not a number from 0 to 1");
    }

    <E extends Enum<E>> E oneOf(String field, Class<E> words) throws FieldException {
        return required(field, optionalOneOf(field, words));
    }

    <E extends Enum<E>> @Nullable E optionalOneOf(String field, Class<E> words) throws FieldException {
        String text = string(field);
        if (text == null) {
            return null;
        }
        for (E word : words.getEnumConstants()) {
            if (Word.of(word).equals(text)) {
                return word;
            }
        }
        String allowed = Arrays.stream(words.getEnumConstants())
                .map(word -> "`" + Word.of(word) + "`")
                .collect(Collectors.joining(", "));
        throw new FieldException(field, "is none of " + allowed);
    }

    /// Ends the record.
    ///
    /// @throws FieldException when it has a field that its kind does not have
    void finish() throws FieldException {
        for (int slot = 0; slot < object.size(); slot++) {
            String field = object.key(slot) instanceof RegoString name ? name.value() : "";
            if (asked.contains(field)) {
                continue;
            }
            if (SecretShapes.isName(field) || BARE_VALUES.contains(field)) {
                throw new FieldException(field, "is named like a secret and is refused");
            }
            boolean quotable = WORD.matcher(field).matches() && !SecretShapes.looksSecret(field);
            throw new FieldException(
                    quotable ? field : "?",
                    "is unknown, allowed are "
                            + asked.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", ")));
        }
    }

    private @Nullable RegoValue take(String field) {
        asked.add(field);
        return object.get(field);
    }

    private @Nullable String string(String field) throws FieldException {
        RegoValue value = take(field);
        if (value == null) {
            return null;
        }
        if (!(value instanceof RegoString text)) {
            throw new FieldException(field, "is a " + value.typeName() + ", allowed is a string");
        }
        if (SecretShapes.looksSecret(text.value())) {
            throw new FieldException(field, "holds what looks like a secret and is refused");
        }
        return text.value();
    }

    private static <T> T required(String field, @Nullable T value) throws FieldException {
        if (value == null) {
            throw new FieldException(field, "is missing");
        }
        return value;
    }

    private static <T> T checked(String field, String text, Function<String, T> parser) throws FieldException {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException malformed) {
            throw new FieldException(field, String.valueOf(malformed.getMessage()));
        }
    }

    /// A field is not what it should be; the message is about the field and never repeats its value.
    static final class FieldException extends Exception {
        private static final long serialVersionUID = 1L;

        FieldException(String field, String problem) {
            super("field `" + field + "` " + problem, null, false, false);
        }
    }
}
