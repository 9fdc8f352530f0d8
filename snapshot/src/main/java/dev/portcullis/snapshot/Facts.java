package dev.portcullis.snapshot;

import dev.portcullis.snapshot.SnapshotFormatException.Corrupt;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Map;

/// All sections of a snapshot, opened: first their outline, which is a matter of counts and lengths, then [#check],
/// which goes once over every value. After that no read can leave the map.
final class Facts {
    private static final int STRINGS_PER_CHECK = 1 << 17;

    final NodeNumbers numbers;
    final StringHeap strings;
    final Lists regions;
    final Lists escalations;
    final Map<NodeKind, Table> tables = new EnumMap<>(NodeKind.class);
    final Map<Edge.Kind, Edges> edges = new EnumMap<>(Edge.Kind.class);
    final ReachSets reachSets;
    final Reaches reaches;
    final Table subjects;
    final Table findings;
    final IdIndex index;
    final Baseline baseline;

    /// Opens the outline.
    Facts(Sections sections, HashKey hashKey) throws Corrupt {
        numbers = numbers(sections);
        strings = StringHeap.open(sections.of(Section.STRINGS));
        regions = Lists.open(sections.of(Section.REGION_LISTS));
        escalations = Lists.open(sections.of(Section.ESCALATIONS));
        for (NodeKind kind : NodeKind.values()) {
            tables.put(kind, Table.open(sections.of(Section.table(kind)), TableLayout.of(kind)));
        }
        for (Edge.Kind kind : Edge.Kind.values()) {
            edges.put(kind, Edges.open(kind, sections.of(Section.edges(kind)), numbers));
        }
        reachSets = ReachSets.open(sections.of(Section.REACH_SETS));
        reaches = Reaches.open(sections.of(Section.REACH), numbers, reachSets);
        subjects = Table.open(sections.of(Section.SUBJECTS), TableLayout.SUBJECTS);
        findings = Table.open(sections.of(Section.FINDINGS), TableLayout.FINDINGS);
        index = IdIndex.open(sections.of(Section.ID_INDEX), hashKey);
        baseline = Baseline.open(sections.of(Section.BASELINE), hashKey);
    }

    private static NodeNumbers numbers(Sections sections) throws Corrupt {
        var counts = new int[NodeKind.values().length];
        for (NodeKind kind : NodeKind.values()) {
            counts[kind.number()] = sections.of(Section.table(kind)).count();
        }
        SectionData subjects = sections.of(Section.SUBJECTS);
        NodeNumbers numbers = NodeNumbers.of(counts, subjects.count());
        if (numbers == null) {
            throw subjects.corrupt("with the nodes there are more than " + Format.MAX_COUNT + " ids");
        }
        return numbers;
    }

    /// Checks every value of every section, on all cores.
    ///
    /// @param bytes how much that is
    void check(long bytes) throws Corrupt, InterruptedIOException {
        var checks = new ArrayList<Parallel.Check>();
        for (int from = 0; from < strings.size(); from += STRINGS_PER_CHECK) {
            int low = from;
            int high = (int) Math.min(strings.size(), (long) low + STRINGS_PER_CHECK);
            checks.add(() -> strings.check(low, high));
        }
        checks.add(() -> regions.check(0, strings.size()));
        checks.add(() -> escalations.check(numbers.first(NodeKind.OWNER), numbers.end(NodeKind.OWNER)));
        var limits = new Table.Limits(numbers, strings.size(), regions.size(), escalations.size(), findings.rows());
        tables.values().forEach(table -> checks.add(() -> table.check(limits)));
        checks.add(() -> subjects.check(limits));
        checks.add(() -> findings.check(limits));
        edges.values().forEach(ofKind -> checks.add(() -> ofKind.check(strings.size())));
        checks.add(() -> reachSets.check(numbers, strings.size()));
        checks.add(reaches::check);
        checks.add(() -> index.check(numbers));
        checks.add(baseline::check);
        Parallel.run(checks, bytes);
    }
}
