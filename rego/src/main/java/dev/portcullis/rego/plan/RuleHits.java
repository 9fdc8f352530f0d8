package dev.portcullis.rego.plan;

import org.jspecify.annotations.Nullable;

/// Lists of rules being joined into one. Most searches find a single list, which is then used as it is.
final class RuleHits {
    private static final int[] NONE = {};

    private int[] only = NONE;
    private @Nullable IntList joined;

    void add(int @Nullable [] rules) {
        if (rules == null || rules.length == 0) {
            return;
        }
        if (joined != null) {
            joined.addAll(rules);
        } else if (only.length == 0) {
            only = rules;
        } else {
            joined = new IntList();
            joined.addAll(only);
            joined.addAll(rules);
        }
    }

    /// The rules in order, each once; not to be changed.
    int[] rules() {
        return joined == null ? only : joined.sorted();
    }
}
