package dev.portcullis.bridge.aws;

import dev.portcullis.bridge.pdp.Obligation;
import dev.portcullis.bridge.pdp.PropertyValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads the obligations of one ALLOW into [Terms]. Whatever AWS would not take, or would take in another sense, cannot
/// be met.
final class TermsReader {
    /// What this enforcement point meets at all.
    static final Set<String> TYPES = Set.of("max_ttl", "session_policy", "session_tags", "notify");

    /// Characters of an inline session policy, by the description of AssumeRole's `Policy`.
    private static final int LONGEST_POLICY = 2_048;

    private int seconds;
    private String policy = "";
    private Map<String, String> tags = Map.of();
    private final List<Obligation> tell = new ArrayList<>();

    private TermsReader(int seconds) {
        this.seconds = seconds;
    }

    /// The terms of a session.
    ///
    /// @param seconds that it lives when nothing says less
    static Terms read(List<Obligation> obligations, int seconds) {
        TermsReader reader = new TermsReader(seconds);
        try {
            for (Obligation obligation : obligations) {
                reader.take(obligation);
            }
            return new Terms.Agreed(reader.seconds, reader.policy, reader.tags, reader.tell);
        } catch (UnmeetableException unmeetable) {
            return new Terms.Unmeetable(String.valueOf(unmeetable.getMessage()));
        }
    }

    private void take(Obligation obligation) throws UnmeetableException {
        switch (obligation.type()) {
            case "max_ttl" -> seconds = Math.min(seconds, seconds(obligation));
            case "session_policy" -> policy = policy(obligation);
            case "session_tags" -> tags = tags(obligation);
            case "notify" -> tell.add(obligation);
            default -> throw new UnmeetableException("the broker does not meet `" + obligation.type() + "`");
        }
    }

    private static int seconds(Obligation obligation) throws UnmeetableException {
        long most = obligation.positive("seconds");
        if (most == 0) {
            throw new UnmeetableException("`max_ttl` has no whole number of seconds");
        }
        if (most < AwsRole.SHORTEST_SECONDS) {
            throw new UnmeetableException("`max_ttl` is " + most + " s, and AWS issues sessions of "
                    + AwsRole.SHORTEST_SECONDS + " s at least");
        }
        return (int) Math.min(most, AwsRole.LONGEST_SECONDS);
    }

    /// AWS takes one inline policy, so a second one that differs cannot be met.
    private String policy(Obligation obligation) throws UnmeetableException {
        if (!(obligation.properties().get("policy") instanceof PropertyValue.Fields document)
                || document.fields().isEmpty()
                || obligation.properties().size() > 1) {
            throw new UnmeetableException("`session_policy` is not a policy document");
        }
        String json = PolicyDocument.minified(document);
        if (json.length() > LONGEST_POLICY) {
            throw new UnmeetableException(
                    "`session_policy` has " + json.length() + " characters, AWS takes " + LONGEST_POLICY + " at most");
        }
        if (!policy.isEmpty() && !policy.equals(json)) {
            throw new UnmeetableException("there are two `session_policy` that differ");
        }
        return json;
    }

    private Map<String, String> tags(Obligation obligation) throws UnmeetableException {
        if (!(obligation.properties().get("tags") instanceof PropertyValue.Fields given)
                || obligation.properties().size() > 1) {
            throw new UnmeetableException("`session_tags` has no tags");
        }
        Map<String, String> read = SessionTags.read(given.fields());
        if (!tags.isEmpty() && !tags.equals(read)) {
            throw new UnmeetableException("there are two `session_tags` that differ");
        }
        return read;
    }
}
