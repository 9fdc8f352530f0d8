package dev.portcullis.snapshot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Content whose strings and nodes have their numbers, so that everything else is ints.
final class NumberedContent {
    private final SnapshotContent content;
    private final StringDictionary strings;
    private final Map<NodeKind, List<Node>> nodes = new EnumMap<>(NodeKind.class);
    private final NodeNumbers numbers;

    /// String ids of the nodes and then of the subjects of findings, by number: ascending within a kind.
    private final int[] idStrings;

    /// By string id: the node that is no owner, and the owner. Only these two may share an id.
    private final int[] others;

    private final int[] owners;

    NumberedContent(SnapshotContent content) throws InvalidContentException {
        this.content = content;
        this.strings = ContentStrings.collect(content);
        long[] order = sortNodes();
        int[] subjects = subjects();
        this.numbers = number(subjects.length);
        this.idStrings = new int[numbers.nodesAndSubjects()];
        this.others = filled(strings.size());
        this.owners = filled(strings.size());
        enter(order);
        System.arraycopy(subjects, 0, idStrings, numbers.nodes(), subjects.length);
    }

    /// Fills the lists of nodes; the result has a string id in the upper half and an index into the content in the
    /// lower.
    private long[] sortNodes() {
        var order = new long[content.nodes().size()];
        for (int i = 0; i < order.length; i++) {
            order[i] = (long) strings.id(content.nodes().get(i).id()) << Integer.SIZE | i;
        }
        Arrays.parallelSort(order);
        for (NodeKind kind : NodeKind.values()) {
            nodes.put(kind, new ArrayList<>());
        }
        for (long key : order) {
            Node node = content.nodes().get((int) key);
            nodes(NodeKind.of(node)).add(node);
        }
        return order;
    }

    private int[] subjects() {
        Set<Integer> distinct = new TreeSet<>();
        for (Finding finding : content.findings()) {
            distinct.add(strings.id(finding.subject()));
        }
        return distinct.stream().mapToInt(Integer::intValue).toArray();
    }

    private NodeNumbers number(int subjects) throws InvalidContentException {
        var counts = new int[NodeKind.values().length];
        nodes.forEach((kind, ofKind) -> counts[kind.number()] = ofKind.size());
        NodeNumbers numbered = NodeNumbers.of(counts, subjects);
        if (numbered == null) {
            throw new InvalidContentException("more than " + Format.MAX_COUNT + " nodes and subjects of findings");
        }
        return numbered;
    }

    private void enter(long[] order) throws InvalidContentException {
        var next = new int[NodeKind.values().length];
        for (NodeKind kind : NodeKind.values()) {
            next[kind.number()] = numbers.first(kind);
        }
        for (long key : order) {
            NodeKind kind = NodeKind.of(content.nodes().get((int) key));
            int number = next[kind.number()]++;
            idStrings[number] = (int) (key >>> Integer.SIZE);
            enter(kind, number, idStrings[number]);
        }
    }

    private void enter(NodeKind kind, int number, int id) throws InvalidContentException {
        int[] table = kind == NodeKind.OWNER ? owners : others;
        if (table[id] != Format.NONE) {
            throw new InvalidContentException("id `" + strings.get(id) + "` is given to two nodes, one of kind "
                    + numbers.kind(table[id]).word() + " and one of kind " + kind.word());
        }
        table[id] = number;
        boolean shared = others[id] != Format.NONE && owners[id] != Format.NONE;
        if (shared && !numbers.is(NodeKind.IDENTITY, others[id])) {
            throw new InvalidContentException("id `" + strings.get(id) + "` is given to an owner and to a node of kind "
                    + numbers.kind(others[id]).word() + ", allowed is an identity");
        }
    }

    private static int[] filled(int size) {
        var table = new int[size];
        Arrays.fill(table, Format.NONE);
        return table;
    }

    SnapshotContent content() {
        return content;
    }

    StringDictionary strings() {
        return strings;
    }

    NodeNumbers numbers() {
        return numbers;
    }

    /// The nodes of a kind, in the order of their numbers.
    List<Node> nodes(NodeKind kind) {
        return Objects.requireNonNull(nodes.get(kind));
    }

    /// The string id of a node or subject.
    int idString(int number) {
        return idStrings[number];
    }

    /// The node that is meant by an id where only some kinds are allowed; an identity before an owner.
    ///
    /// @param role and `by`: who refers to it, for the message
    /// @throws InvalidContentException when there is no such node of an allowed kind
    int resolve(String id, Predicate<NodeKind> allowed, String role, String by) throws InvalidContentException {
        int string = strings.id(id);
        int other = string == Format.NONE ? Format.NONE : others[string];
        if (other != Format.NONE && allowed.test(numbers.kind(other))) {
            return other;
        }
        int owner = string == Format.NONE ? Format.NONE : owners[string];
        if (owner != Format.NONE && allowed.test(NodeKind.OWNER)) {
            return owner;
        }
        int found = Math.max(other, owner);
        throw new InvalidContentException(role + " of `" + by + "` refers to `" + id + "`, "
                + (found == Format.NONE
                        ? "which is no node"
                        : "which is of kind " + numbers.kind(found).word())
                + ", allowed is " + words(allowed));
    }

    /// The owner of an id that was checked; [Format#NONE] for null.
    int owner(@Nullable String id) {
        return id == null ? Format.NONE : owners[strings.id(id)];
    }

    /// The node that is no owner of an id that was checked; [Format#NONE] for null.
    int other(@Nullable String id) {
        return id == null ? Format.NONE : others[strings.id(id)];
    }

    boolean isNode(String id) {
        int string = strings.id(id);
        return string != Format.NONE && (others[string] != Format.NONE || owners[string] != Format.NONE);
    }

    private static String words(Predicate<NodeKind> allowed) {
        return String.join(
                " or ",
                Arrays.stream(NodeKind.values())
                        .filter(allowed)
                        .map(NodeKind::word)
                        .toList());
    }
}
