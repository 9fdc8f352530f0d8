package dev.portcullis.snapshot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Generates valid content of any size from a seed: every kind of node, absent and present columns, shared and
/// distinct lists, and ids that begin alike, are one byte long, or hold characters of one to four UTF-8 bytes.
final class RandomContent {
    private static final List<String> ALPHABETS = List.of("abc", "aé", "a\uFFFD", "a\uD83D\uDE00", "?/:");
    private static final List<String> WORDS = List.of("production", "staging", "eu-west-1", "pii", "ü", "\uD83D\uDD11");

    private final Random random;
    private final int size;
    private final Map<NodeKind, List<String>> ids = new LinkedHashMap<>();

    RandomContent(long seed, int size) {
        this.random = new Random(seed);
        this.size = size;
    }

    /// A generator of lists of the same content in another order.
    static SnapshotContent shuffled(SnapshotContent content, Random random) {
        return new SnapshotContent(
                content.version(),
                content.builtAtNs(),
                content.notAfterNs(),
                shuffled(content.sources(), random),
                shuffled(content.nodes(), random),
                shuffled(content.edges(), random),
                shuffled(content.reaches(), random).stream()
                        .map(reach -> new Reach(reach.thing(), reach.consumer(), shuffled(reach.sinks(), random)))
                        .toList(),
                shuffled(content.baseline(), random),
                shuffled(content.findings(), random));
    }

    private static <T> List<T> shuffled(List<T> list, Random random) {
        var copy = new ArrayList<>(list);
        Collections.shuffle(copy, random);
        return copy;
    }

    SnapshotContent generate() {
        var taken = new LinkedHashSet<String>();
        for (NodeKind kind : NodeKind.values()) {
            List<String> ofKind = new ArrayList<>();
            int count = random.nextInt(size + 1);
            for (int i = 0; i < count; i++) {
                String id = id(kind);
                if (taken.add(id)) {
                    ofKind.add(id);
                }
            }
            ids.put(kind, ofKind);
        }
        shareIds();
        var nodes = new ArrayList<Node>();
        ids.forEach((kind, ofKind) -> ofKind.forEach(id -> nodes.add(node(kind, id))));
        return new SnapshotContent(
                new SnapshotVersion(1 + random.nextInt(9), random.nextInt(1000)),
                random.nextLong(1L << 60),
                (1L << 60) + random.nextInt(1000),
                sources(),
                nodes,
                edges(),
                reaches(),
                baseline(),
                findings());
    }

    private String id(NodeKind kind) {
        String alphabet = ALPHABETS.get(random.nextInt(ALPHABETS.size()));
        var id = new StringBuilder(random.nextInt(8) == 0 ? "" : "sys:" + kind.word() + ":");
        int length = 1 + random.nextInt(6);
        for (int i = 0; i < length; i++) {
            int point = alphabet.codePointAt(
                    alphabet.offsetByCodePoints(0, random.nextInt(alphabet.codePointCount(0, alphabet.length()))));
            id.appendCodePoint(point);
        }
        return id.toString();
    }

    /// Some people are identities and owners.
    private void shareIds() {
        List<String> owners = of(NodeKind.OWNER);
        for (String identity : of(NodeKind.IDENTITY)) {
            if (random.nextInt(4) == 0) {
                owners.add(identity);
            }
        }
    }

    private List<String> of(NodeKind kind) {
        List<String> ofKind = ids.get(kind);
        if (ofKind == null) {
            throw new AssertionError(kind);
        }
        return ofKind;
    }

    private Node node(NodeKind kind, String id) {
        return switch (kind) {
            case IDENTITY -> new Node.Identity(id, word(), word(), maybeWord(), word(), maybeTime(), ownership());
            case CREDENTIAL ->
                new Node.Credential(id, word(), word(), word(), maybeTime(), maybeTime(), ownership(), usage());
            case STORAGE_LOCATION ->
                new Node.StorageLocation(
                        id, word(), word(), random.nextInt(5) == 0 ? "" : word(), maybeWord(), random.nextBoolean());
            case CONSUMER ->
                new Node.Consumer(
                        id,
                        word(),
                        word(),
                        maybeWord(),
                        maybeWord(),
                        maybeWord(),
                        maybeTime(),
                        random.nextBoolean(),
                        maybeWord(),
                        maybeTime(),
                        ownership());
            case RESOURCE -> new Node.Resource(id, word(), maybeWord(), maybeWord(), parent(id), ownership(), usage());
            case OWNER -> new Node.Owner(id, maybeWord(), word(), pick(of(NodeKind.OWNER)), escalation());
            case SYSTEM -> new Node.SystemInstance(id, word(), maybeWord());
        };
    }

    /// An earlier resource, so that there is no circle.
    private @Nullable String parent(String id) {
        List<String> resources = of(NodeKind.RESOURCE);
        int index = resources.indexOf(id);
        return index == 0 || random.nextBoolean() ? null : resources.get(random.nextInt(index));
    }

    private List<String> escalation() {
        var rungs = new ArrayList<String>();
        for (int i = random.nextInt(4); i > 0; i--) {
            rungs.add(pick(of(NodeKind.OWNER)));
        }
        return rungs;
    }

    private Node.@Nullable Ownership ownership() {
        List<String> owners = of(NodeKind.OWNER);
        if (owners.isEmpty() || random.nextInt(3) == 0) {
            return null;
        }
        double score = random.nextInt(4) == 0 ? random.nextInt(2) : random.nextDouble();
        String owner = pick(owners);
        return random.nextBoolean() ? new Node.Ownership(owner, score, null) : new Node.Ownership(null, score, owner);
    }

    private Node.@Nullable Usage usage() {
        if (random.nextInt(3) == 0) {
            return null;
        }
        List<String> regions =
                WORDS.stream().filter(word -> random.nextBoolean()).sorted().toList();
        return new Node.Usage(random.nextInt(50), maybeTime(), regions, random.nextBoolean());
    }

    private List<SourceWatermark> sources() {
        var sources = new ArrayList<SourceWatermark>();
        for (int i = random.nextInt(4); i > 0; i--) {
            sources.add(new SourceWatermark("source-" + i, time(), word()));
        }
        return sources;
    }

    private List<Edge> edges() {
        var edges = new LinkedHashSet<Edge>();
        for (Edge.Kind kind : Edge.Kind.values()) {
            List<String> from = ends(kind::mayBeginAt);
            List<String> to = ends(kind::mayEndAt);
            boolean withVia = random.nextBoolean();
            for (int i = random.nextInt(2 * size + 1); i > 0 && !from.isEmpty() && !to.isEmpty(); i--) {
                edges.add(new Edge(kind, pick(from), pick(to), withVia ? maybeWord() : null));
            }
        }
        return List.copyOf(edges);
    }

    private List<String> ends(Predicate<NodeKind> allowed) {
        var ends = new ArrayList<String>();
        ids.forEach((kind, ofKind) -> {
            if (allowed.test(kind)) {
                ends.addAll(ofKind);
            }
        });
        return ends;
    }

    private List<Reach> reaches() {
        var reaches = new LinkedHashMap<List<@Nullable String>, Reach>();
        List<String> things = ends(Reaches::mayReach);
        List<String> consumers = of(NodeKind.CONSUMER);
        for (int i = random.nextInt(3 * size + 1); i > 0 && !things.isEmpty(); i--) {
            String thing = pick(things);
            String consumer = consumers.isEmpty() || random.nextInt(3) == 0 ? null : pick(consumers);
            reaches.put(
                    Collections.unmodifiableList(new ArrayList<>(Arrays.asList(thing, consumer))),
                    new Reach(thing, consumer, sinks()));
        }
        return List.copyOf(reaches.values());
    }

    private List<Reach.Sink> sinks() {
        var sinks = new LinkedHashSet<Reach.Sink>();
        List<String> resources = of(NodeKind.RESOURCE);
        for (int i = random.nextInt(5); i > 0 && !resources.isEmpty(); i--) {
            sinks.add(new Reach.Sink(
                    pick(resources), pick(List.of("read", "write", "invoke")), pick(List.of("yes", "conditional"))));
        }
        return List.copyOf(sinks);
    }

    private List<BaselineTuple> baseline() {
        var tuples = new LinkedHashMap<String, BaselineTuple>();
        for (int i = random.nextInt(3 * size + 1); i > 0; i--) {
            BaselineTuple.Level level = pick(List.of(BaselineTuple.Level.values()));
            String thing = id(NodeKind.CREDENTIAL);
            String key = word();
            tuples.put(level + "\n" + thing + "\n" + key, new BaselineTuple(level, thing, key, time(), time()));
        }
        return List.copyOf(tuples.values());
    }

    private List<Finding> findings() {
        var findings = new LinkedHashSet<Finding>();
        for (int i = random.nextInt(size + 1); i > 0; i--) {
            boolean tombstone = random.nextBoolean();
            List<String> nodes = ends(kind -> true);
            String subject = switch (nodes.isEmpty() ? 1 : random.nextInt(3)) {
                case 0 -> pick(nodes);
                case 1 -> "task:ticket/" + random.nextInt(5);
                default -> tombstone ? "gone:" + word() : pick(nodes);
            };
            findings.add(new Finding(subject, word(), word(), time(), tombstone));
        }
        return List.copyOf(findings);
    }

    private String word() {
        return pick(WORDS);
    }

    private @Nullable String maybeWord() {
        return random.nextBoolean() ? null : word();
    }

    private long time() {
        return random.nextInt(8) == 0 ? Long.MAX_VALUE : random.nextLong(-1000, 1L << 60);
    }

    private @Nullable Long maybeTime() {
        return random.nextBoolean() ? null : time();
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
