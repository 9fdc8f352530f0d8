package dev.portcullis.pdp.facts;

import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoValue;
import dev.portcullis.snapshot.FindingList;
import dev.portcullis.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The open findings, tombstones included, on everything a request is about.
final class FindingsBlock {
    private final Snapshot snapshot;
    private final NodeFindings nodes;
    private final List<FindingList> lists = new ArrayList<>(2);

    FindingsBlock(Snapshot snapshot, NodeFindings nodes) {
        this.snapshot = snapshot;
        this.nodes = nodes;
    }

    /// @param subject a node id or `task:<type>/<id>`; null adds nothing
    FindingsBlock on(@Nullable String subject) {
        return subject == null ? this : with(snapshot.findings(subject));
    }

    /// @param node [Snapshot#NONE] adds nothing
    FindingsBlock on(int node) {
        return node == Snapshot.NONE ? this : with(nodes.of(node));
    }

    private FindingsBlock with(FindingList findings) {
        if (findings.size() > 0 && lists.stream().noneMatch(findings::sameAs)) {
            lists.add(findings);
        }
        return this;
    }

    /// All findings, by code, then by age, then by severity; empty when there are none.
    RegoArray build() {
        if (lists.isEmpty()) {
            return RegoArray.empty();
        }
        List<Open> open = new ArrayList<>();
        for (FindingList findings : lists) {
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
