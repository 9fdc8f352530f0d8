package dev.portcullis.snapshot;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A section of the file: one kind of content with an id. A file has each of them exactly once, in ascending order of
/// ids; what depends on the hash key comes last.
///
/// @param id as in the section table
/// @param name for messages
record Section(int id, String name) {
    static final Section STRINGS = new Section(1, "strings");
    static final Section REGION_LISTS = new Section(2, "region lists");
    static final Section ESCALATIONS = new Section(3, "escalations");
    static final Section REACH_SETS = new Section(64, "reach sets");
    static final Section REACH = new Section(65, "reach");
    static final Section SUBJECTS = new Section(80, "finding subjects");
    static final Section FINDINGS = new Section(81, "findings");
    static final Section ID_INDEX = new Section(96, "id index");
    static final Section BASELINE = new Section(97, "baseline");

    private static final int FIRST_TABLE = 16;
    private static final int FIRST_EDGES = 32;

    private static final Map<NodeKind, Section> TABLES = new EnumMap<>(NodeKind.class);
    private static final Map<Edge.Kind, Section> EDGES = new EnumMap<>(Edge.Kind.class);

    /// Every section, in file order.
    static final List<Section> ALL = all();

    /// The table of a node kind.
    static Section table(NodeKind kind) {
        return Objects.requireNonNull(TABLES.get(kind));
    }

    /// The edges of a kind.
    static Section edges(Edge.Kind kind) {
        return Objects.requireNonNull(EDGES.get(kind));
    }

    private static List<Section> all() {
        int table = FIRST_TABLE;
        for (NodeKind kind : NodeKind.values()) {
            TABLES.put(kind, new Section(table++, kind.word() + " table"));
        }
        int edges = FIRST_EDGES;
        for (Edge.Kind kind : Edge.Kind.values()) {
            EDGES.put(kind, new Section(edges++, kind.name() + " edges"));
        }
        var sections = new ArrayList<>(List.of(STRINGS, REGION_LISTS, ESCALATIONS));
        sections.addAll(TABLES.values());
        sections.addAll(EDGES.values());
        sections.addAll(List.of(REACH_SETS, REACH, SUBJECTS, FINDINGS, ID_INDEX, BASELINE));
        return List.copyOf(sections);
    }
}
