package dev.portcullis.bridge.aws;

import dev.portcullis.bridge.pdp.PropertyValue;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Session tags as AWS takes them (`Tag` of the STS API): up to 50, keys of 1 to 128 characters that differ in more
/// than
/// case, values of up to 256.
final class SessionTags {
    private static final int MOST = 50;
    private static final Pattern KEY = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]{1,128}");
    private static final Pattern VALUE = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]{0,256}");

    private SessionTags() {}

    /// The tags of an obligation.
    ///
    /// @throws UnmeetableException when AWS would not take them
    static Map<String, String> read(Map<String, PropertyValue> given) throws UnmeetableException {
        if (given.size() > MOST) {
            throw new UnmeetableException(
                    "`session_tags` has " + given.size() + " tags, AWS takes " + MOST + " at most");
        }
        Map<String, String> tags = new HashMap<>();
        Set<String> folded = new HashSet<>();
        for (Map.Entry<String, PropertyValue> tag : given.entrySet()) {
            String key = tag.getKey();
            String lower = key.toLowerCase(Locale.ROOT);
            if (!KEY.matcher(key).matches() || lower.startsWith("aws:")) {
                throw new UnmeetableException("AWS does not take the key of the session tag `" + key + "`");
            }
            if (!(tag.getValue() instanceof PropertyValue.Text(String value))
                    || !VALUE.matcher(value).matches()) {
                throw new UnmeetableException("AWS does not take the value of the session tag `" + key + "`");
            }
            if (!folded.add(lower)) {
                throw new UnmeetableException("two session tags are `" + lower + "` to AWS");
            }
            tags.put(key, value);
        }
        return tags;
    }
}
