package dev.portcullis.pdp.facts;

import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoValue;
import dev.portcullis.snapshot.FindingList;
import dev.portcullis.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The open findings, tombstones included, on everything a request is about.
final class FindingsBlock {
    private final Snapshot snapshot;
    private final Set<String> subjects = new LinkedHashSet<>();

    FindingsBlock(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /// @param subject a node id or `task:<type>/<id>`; null adds nothing
    FindingsBlock on(@Nullable String subject) {
        if (subject != null) {
            subjects.add(subject);
        }
        return this;
    }

    /// @param node [Snapshot#NONE] adds nothing
    FindingsBlock on(int node) {
        return on(node == Snapshot.NONE ? null : snapshot.id(node));
    }

    /// All findings, by code, then by age, then by severity; empty when there are none.
    RegoArray build() {
        List<Open> open = new ArrayList<>();
        for (String subject : subjects) {
            FindingList findings = snapshot.findings(subject);
            for (int i = 0; i < findings.size(); i++) {
                open.add(new Open(findings.code(i), findings.severity(i), findings.sinceNs(i)));
            }
        }
        open.sort(Open.ORDER);
        RegoValue[] values = new RegoValue[open.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = open.get(i).value();
        }
        return RegoArray.of(values);
    }

    private record Open(String code, String severity, long sinceNs) {
        static final Comparator<Open> ORDER = Comparator.comparing(Open::code)
                .thenComparingLong(Open::sinceNs)
                .thenComparing(Open::severity);

        RegoObject value() {
            return new Entries()
                    .put(Names.CODE, code)
                    .put(Names.SEVERITY, severity)
                    .put(Names.SINCE_NS, sinceNs)
                    .build();
        }
    }
}
