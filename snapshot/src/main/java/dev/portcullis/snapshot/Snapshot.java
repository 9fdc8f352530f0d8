package dev.portcullis.snapshot;

import dev.portcullis.snapshot.trust.Purpose;
import dev.portcullis.snapshot.trust.Trust;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// An open snapshot: verified as a whole before this object exists, then read in place.
///
/// A node is an int, its number. Numbers of a kind are consecutive, so one int says which node and of which kind;
/// they mean nothing to another snapshot. [#NONE] stands for no node, no string and no list, [#ABSENT_NS] for no
/// time. A string id is an int as well; ids compare as the UTF-8 bytes of the strings do.
///
/// Look-ups allocate nothing but the bytes of the id that is looked up and small views. All methods are safe for use
/// by many threads. Once the snapshot is closed and the last lease is given back the map is gone: reads throw
/// IllegalStateException, or answer from what was decoded before.
public final class Snapshot implements AutoCloseable {
    /// No node, no string.
    public static final int NONE = Format.NONE;

    /// No time.
    public static final long ABSENT_NS = Format.ABSENT_NS;

    private final String file;
    private final Arena arena;
    private final Header header;
    private final Facts facts;
    private final Identities identities;
    private final Credentials credentials;
    private final StorageLocations storageLocations;
    private final Consumers consumers;
    private final Resources resources;
    private final Owners owners;
    private final Systems systems;

    /// One for the snapshot itself until it is closed, and one per lease. At zero the map is gone.
    private final AtomicInteger holders = new AtomicInteger(1);

    private final AtomicBoolean closed = new AtomicBoolean();

    Snapshot(String file, Arena arena, Header header, Facts facts) {
        this.file = file;
        this.arena = arena;
        this.header = header;
        this.facts = facts;
        StringHeap strings = facts.strings;
        NodeNumbers numbers = facts.numbers;
        this.identities = new Identities(columns(NodeKind.IDENTITY), strings, numbers);
        this.credentials = new Credentials(columns(NodeKind.CREDENTIAL), strings, facts.regions, numbers);
        this.storageLocations = new StorageLocations(columns(NodeKind.STORAGE_LOCATION), strings, numbers);
        this.consumers = new Consumers(columns(NodeKind.CONSUMER), strings, numbers);
        this.resources = new Resources(columns(NodeKind.RESOURCE), strings, facts.regions, numbers);
        this.owners = new Owners(columns(NodeKind.OWNER), strings, facts.escalations, numbers);
        this.systems = new Systems(columns(NodeKind.SYSTEM), strings, numbers);
    }

    private Table columns(NodeKind kind) {
        return Objects.requireNonNull(facts.tables.get(kind));
    }

    /// Maps and verifies a file: format, signature, digests and every reference.
    ///
    /// @param now decides whether the signing key is valid; whether the snapshot is still fresh is judged by
    ///     [#notAfterNs()], and by the caller
    /// @throws SnapshotFormatException when the file must not be used
    /// @throws IOException when it cannot be read
    public static Snapshot open(Path file, Trust trust, Instant now) throws IOException, SnapshotFormatException {
        Arena arena = Arena.ofShared();
        boolean opened = false;
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            MemorySegment map = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            Snapshot snapshot = new SnapshotOpener(file.toString(), map).open(arena, signatures(trust, now));
            opened = true;
            return snapshot;
        } finally {
            if (!opened) {
                arena.close();
            }
        }
    }

    static HeaderReader.Signatures signatures(Trust trust, Instant now) {
        return (keyId, header, signature) -> trust.check(Purpose.SNAPSHOT, keyId, header, signature, now);
    }

    /// The file it was opened from, for messages.
    public String file() {
        return file;
    }

    /// Its place in the order of snapshots.
    public SnapshotVersion version() {
        return header.version();
    }

    /// When the graph was read, nanoseconds since 1970.
    public long builtAtNs() {
        return header.builtAtNs();
    }

    /// From then on it must not decide, nanoseconds since 1970.
    public long notAfterNs() {
        return header.notAfterNs();
    }

    /// The id of the key that signed it.
    public String keyId() {
        return header.keyId();
    }

    /// How fresh each source is, in the order of names.
    public List<SourceWatermark> sources() {
        return header.sources();
    }

    /// The node of an id, of whichever kind; an identity comes before an owner of the same id. [#NONE] when unknown.
    public int node(String id) {
        return find(id, 0, facts.numbers.nodes());
    }

    /// The node of an id among those of a kind; [#NONE] when unknown.
    public int node(NodeKind kind, String id) {
        return find(id, facts.numbers.first(kind), facts.numbers.end(kind));
    }

    /// The identity of this id; [#NONE] when unknown.
    public int identity(String id) {
        return node(NodeKind.IDENTITY, id);
    }

    /// The credential of this id; [#NONE] when unknown.
    public int credential(String id) {
        return node(NodeKind.CREDENTIAL, id);
    }

    /// The storage location of this id; [#NONE] when unknown.
    public int storageLocation(String id) {
        return node(NodeKind.STORAGE_LOCATION, id);
    }

    /// The consumer of this id; [#NONE] when unknown.
    public int consumer(String id) {
        return node(NodeKind.CONSUMER, id);
    }

    /// The resource of this id; [#NONE] when unknown.
    public int resource(String id) {
        return node(NodeKind.RESOURCE, id);
    }

    /// The owner of this id; [#NONE] when unknown.
    public int owner(String id) {
        return node(NodeKind.OWNER, id);
    }

    /// The system of this id; [#NONE] when unknown.
    public int system(String id) {
        return node(NodeKind.SYSTEM, id);
    }

    private int find(String id, int first, int end) {
        byte[] utf8 = Utf8.bytes(id);
        return utf8 == null ? NONE : facts.index.find(utf8, first, end);
    }

    /// How many nodes there are; their numbers are those below.
    public int nodes() {
        return facts.numbers.nodes();
    }

    /// The kind of a node.
    ///
    /// @throws IndexOutOfBoundsException when there is no such node
    public NodeKind kind(int node) {
        return facts.numbers.kind(node);
    }

    /// The id of a node of any kind.
    ///
    /// @throws IndexOutOfBoundsException when there is no such node
    public String id(int node) {
        return table(kind(node)).id(node);
    }

    /// The table of a kind.
    public NodeTable table(NodeKind kind) {
        return switch (kind) {
            case IDENTITY -> identities;
            case CREDENTIAL -> credentials;
            case STORAGE_LOCATION -> storageLocations;
            case CONSUMER -> consumers;
            case RESOURCE -> resources;
            case OWNER -> owners;
            case SYSTEM -> systems;
        };
    }

    /// The table of identities.
    public Identities identities() {
        return identities;
    }

    /// The table of credentials.
    public Credentials credentials() {
        return credentials;
    }

    /// The table of storage locations.
    public StorageLocations storageLocations() {
        return storageLocations;
    }

    /// The table of consumers.
    public Consumers consumers() {
        return consumers;
    }

    /// The table of resources.
    public Resources resources() {
        return resources;
    }

    /// The table of owners.
    public Owners owners() {
        return owners;
    }

    /// The table of systems.
    public Systems systems() {
        return systems;
    }

    /// The edges of a kind.
    public Edges edges(Edge.Kind kind) {
        return Objects.requireNonNull(facts.edges.get(kind));
    }

    /// What things reach, for iteration; a single look-up is [#reach].
    public Reaches reaches() {
        return facts.reaches;
    }

    /// What a thing reaches in the hands of a consumer, or else in general; null when neither is known.
    ///
    /// @param consumer a consumer, or [#NONE] for anyone else
    /// @throws IndexOutOfBoundsException when there is no such thing
    public @Nullable ReachSet reach(int thing, int consumer) {
        return facts.reaches.of(thing, consumer);
    }

    /// When a use was last seen, nanoseconds since 1970; [#ABSENT_NS] when it never was or no longer counts.
    ///
    /// @param thing credential or resource id
    /// @param key as [BaselineTuple#key()] says for the level
    /// @param nowNs a tuple counts before its `validUntilNs`
    public long baseline(BaselineTuple.Level level, String thing, String key, long nowNs) {
        return facts.baseline.lastSeenNs(level, thing, key, nowNs);
    }

    /// From when on a use no longer counts, nanoseconds since 1970; [#ABSENT_NS] when there is none.
    ///
    /// @param thing as in [#baseline]
    /// @param key as in [#baseline]
    public long baselineUntilNs(BaselineTuple.Level level, String thing, String key) {
        return facts.baseline.validUntilNs(level, thing, key);
    }

    /// How many baseline tuples there are.
    public int baselineSize() {
        return facts.baseline.size();
    }

    /// The open findings on a node id or on `task:<type>/<id>`; empty when there are none.
    public FindingList findings(String subject) {
        NodeNumbers numbers = facts.numbers;
        int found = find(subject, numbers.nodes(), numbers.nodesAndSubjects());
        return found == NONE ? new FindingList(facts, 0, 0) : FindingList.ofSubject(facts, found - numbers.nodes());
    }

    /// The text of a string id.
    ///
    /// @throws IndexOutOfBoundsException when there is no such string
    public String string(int id) {
        return facts.strings.get(id);
    }

    /// The string id of a text, by binary search; [#NONE] when the snapshot does not hold it.
    public int stringId(String text) {
        byte[] utf8 = Utf8.bytes(text);
        return utf8 == null ? NONE : facts.strings.find(utf8);
    }

    /// Everything the snapshot says, in a fixed order, for inspection and tests. The baseline is empty: its tuples
    /// are stored as keyed hashes, and only their number is known.
    public SnapshotContent toContent() {
        return new ContentReader(this, facts).read();
    }

    /// The right to read until it is given back; null when the snapshot is closed, and a newer one should be taken.
    public @Nullable SnapshotLease acquire() {
        int before;
        do {
            before = holders.get();
            if (before == 0 || closed.get()) {
                return null;
            }
        } while (!holders.compareAndSet(before, before + 1));
        return new SnapshotLease(this);
    }

    /// Gives out no further lease; the map goes when the last lease is given back. Closing twice is closing once.
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            release();
        }
    }

    void release() {
        if (holders.decrementAndGet() == 0) {
            arena.close();
        }
    }
}
