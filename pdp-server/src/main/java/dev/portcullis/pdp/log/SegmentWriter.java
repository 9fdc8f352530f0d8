package dev.portcullis.pdp.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Writes frames, a batch at a time and all or nothing: a batch that fails leaves the chain where it was, and the next
/// one is written over its remains. Begins and seals segments, and signs. Used by one thread.
///
/// INVARIANT: `position`, `seq`, `link` and `written` describe what is committed; the batch what comes on top.
final class SegmentWriter implements AutoCloseable {
    private final LogOptions options;
    private final LogDisk disk;
    private final InstantSource clock;
    private final LogCounters counters;
    private final byte[] server;
    private final Interval sinceCheckpoint;
    private final Interval sinceBegun;
    private final FrameBatch batch;
    private final Set<Digest> written = new HashSet<>();

    private LogDisk.@Nullable LogFile file;
    private long number;
    private long position;
    private long seq;
    private Digest link;
    private long signedSeq;
    private boolean sealed;
    private boolean holdsRecords;
    private boolean dirty;

    /// @param end where the segments that are there end
    SegmentWriter(
            LogOptions options,
            LogDisk disk,
            InstantSource clock,
            LongSupplier nanoTime,
            LogCounters counters,
            ChainEnd end) {
        this.options = options;
        this.disk = disk;
        this.clock = clock;
        this.counters = counters;
        this.server = JsonPayload.write(options.server());
        this.sinceCheckpoint = new Interval(options.checkpointEvery(), nanoTime);
        this.sinceBegun = new Interval(options.rotation().age(), nanoTime);
        this.number = end.number();
        this.seq = end.nextSeq();
        this.link = end.link();
        this.signedSeq = seq;
        this.batch = new FrameBatch(seq, link);
    }

    /// Starts a batch, in a new segment when the open one is finished, which stays the open one if that fails.
    void begin() throws IOException, LogException {
        open();
        introduce();
    }

    /// Makes sure that a segment is open which may be continued.
    void open() throws IOException, LogException {
        if (file == null || sealed || position >= options.rotation().bytes() || isTooOld()) {
            roll();
        }
    }

    /// Adds the SERVER frame to the first batch of a segment.
    void introduce() throws LogException {
        if (position == SegmentHeader.BYTES) {
            add(Frame.Type.SERVER, server);
        }
    }

    /// Whether the open segment holds something and has been open for long enough.
    boolean isTooOld() {
        return holdsRecords && sinceBegun.isOver();
    }

    /// Whether something, the batch included, has been unsigned for long enough.
    boolean isCheckpointDue() {
        return options.key().isPresent() && !sealed && batch.seq() > signedSeq && sinceCheckpoint.isOver();
    }

    /// Adds a frame to the batch.
    ///
    /// @throws LogException when the payload is too long
    void add(Frame.Type type, byte[] payload) throws LogException {
        batch.add(type, payload);
    }

    /// Adds a block of facts unless this segment has it.
    ///
    /// @throws LogException when it is too long
    void addFacts(FactBlock block) throws LogException {
        if (!written.contains(block.digest())) {
            batch.addFacts(block);
        }
    }

    /// Adds a signature over all that is before it.
    void addCheckpoint() throws LogException {
        add(Frame.Type.CHECKPOINT, checkpoint(Checkpoint.Kind.CHECKPOINT));
    }

    private byte[] checkpoint(Checkpoint.Kind kind) {
        Checkpoint.Place place = new Checkpoint.Place(number, batch.seq(), batch.link());
        return Checkpoint.write(kind, nowNs(), place, options.key());
    }

    /// Writes the batch, and in `fsync` mode makes it durable.
    ///
    /// @throws IOException when nothing of the batch is kept
    void commit() throws IOException {
        if (batch.seq() == seq) {
            return;
        }
        ByteBuffer bytes = batch.bytes();
        int length = bytes.remaining();
        try {
            write(opened(), bytes);
            position += length;
            seq = batch.seq();
            link = batch.link();
            holdsRecords |= batch.holdsRecords();
            written.addAll(batch.facts());
            counters.reached(number, seq);
        } finally {
            forget();
        }
    }

    /// Notes that the batch which was committed last ended with a checkpoint.
    void signed() {
        signedSeq = seq;
        sinceCheckpoint.restart();
        counters.signed();
    }

    private void write(LogDisk.LogFile open, ByteBuffer bytes) throws IOException {
        if (dirty) {
            open.truncate(position);
        }
        dirty = true;
        open.write(bytes, position);
        if (options.mode() == LogMode.FSYNC) {
            open.force();
        }
        dirty = false;
    }

    /// Makes what was committed durable, whatever the mode.
    void force() throws IOException {
        opened().force();
    }

    private LogDisk.LogFile opened() throws IOException {
        if (file == null) {
            throw new IOException("no segment is open");
        }
        return file;
    }

    /// Drops the batch; after a failure the file is cut back, now or before the next batch.
    void forget() {
        batch.restart(seq, link);
        if (dirty && file != null) {
            try {
                file.truncate(position);
                dirty = false;
            } catch (IOException notNow) {
                dirty = true;
            }
        }
    }

    private void roll() throws IOException, LogException {
        seal();
        SegmentHeader header = new SegmentHeader(number + 1, seq, link);
        LogDisk.LogFile next = create(header);
        if (file != null) {
            file.close();
        }
        file = next;
        number = header.number();
        link = header.start();
        position = SegmentHeader.BYTES;
        dirty = false;
        sealed = false;
        holdsRecords = false;
        written.clear();
        batch.restart(seq, link);
        sinceBegun.restart();
    }

    /// Ends the open segment with a checkpoint, once.
    private void seal() throws IOException, LogException {
        if (file == null || sealed) {
            return;
        }
        add(Frame.Type.CHECKPOINT, checkpoint(Checkpoint.Kind.SEAL));
        commit();
        sealed = true;
        if (options.key().isPresent()) {
            signed();
        }
    }

    private LogDisk.LogFile create(SegmentHeader header) throws IOException {
        Path path = options.directory().resolve(SegmentHeader.fileName(header.number()));
        LogDisk.LogFile next = disk.create(path);
        try {
            next.write(header.write(), 0);
            if (options.mode() == LogMode.FSYNC) {
                next.force();
                disk.forceDirectory(options.directory());
            }
            return next;
        } catch (IOException failure) {
            next.close();
            Files.deleteIfExists(path);
            throw failure;
        }
    }

    /// Nanoseconds since 1970.
    long nowNs() {
        Instant now = clock.instant();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    /// Seals the open segment and makes it durable.
    ///
    /// @throws IOException when the seal cannot be written; the file is closed nevertheless
    @Override
    public void close() throws IOException, LogException {
        LogDisk.LogFile last = opened();
        try (last) {
            seal();
            last.force();
        }
    }
}
