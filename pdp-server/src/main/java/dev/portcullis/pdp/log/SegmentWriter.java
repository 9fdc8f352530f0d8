package dev.portcullis.pdp.log;

import dev.portcullis.pdp.decision.DecisionRecord;
import dev.portcullis.pdp.decision.FactsRead;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoValue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Writes frames, a batch at a time and all or nothing: a batch that fails leaves the chain where it was, and the
/// next
/// one is written over its remains. Used by one thread.
///
/// INVARIANT: `position`, `seq`, `link` and `written` describe what is committed; the buffer and the `pending`
/// fields
/// what comes on top.
final class SegmentWriter implements AutoCloseable {
    private final Path directory;
    private final LogDisk disk;
    private final RecordCodec codec;
    private final long segmentBytes;
    private final boolean fsync;
    private final byte[] server;

    private LogDisk.@Nullable LogFile file;
    private long number;
    private long position;
    private long seq;
    private Digest link;
    private final Set<Digest> written = new HashSet<>();

    private ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    private long pendingSeq;
    private Digest pendingLink;
    private boolean dirty;
    private final Set<Digest> pendingFacts = new HashSet<>();

    /// @param end where the segments that are there end
    /// @param server content of the SERVER frame that starts each segment
    SegmentWriter(
            Path directory,
            LogDisk disk,
            RecordCodec codec,
            long segmentBytes,
            boolean fsync,
            RegoObject server,
            ChainEnd end) {
        this.directory = directory;
        this.disk = disk;
        this.codec = codec;
        this.segmentBytes = segmentBytes;
        this.fsync = fsync;
        this.server = JsonPayload.write(server);
        this.number = end.number();
        this.seq = end.nextSeq();
        this.link = end.link();
        this.pendingSeq = seq;
        this.pendingLink = link;
    }

    /// Starts a batch, in a new segment when the open one is full, which stays the open one if that fails.
    void begin() throws IOException, LogException {
        if (file == null || position >= segmentBytes) {
            roll();
        }
        if (position == SegmentHeader.BYTES) {
            add(Frame.Type.SERVER, server);
        }
    }

    /// Adds a frame to the batch.
    ///
    /// @throws LogException when the payload is too long
    void add(Frame.Type type, byte[] payload) throws LogException {
        if (payload.length > Frame.MAX_PAYLOAD_BYTES) {
            throw new LogException("a record has " + payload.length + " bytes, allowed are " + Frame.MAX_PAYLOAD_BYTES);
        }
        byte[] head = Frame.head(type, payload.length);
        Digest next = Frame.link(pendingLink, head, payload);
        ensure(Frame.HEAD_BYTES + payload.length + Digest.LENGTH);
        buffer.put(head).put(payload).put(next.bytes());
        pendingLink = next;
        pendingSeq++;
    }

    /// Adds a record to the batch, the facts it read first.
    ///
    /// @throws LogException when it is too long
    void addRecord(DecisionRecord record) throws LogException {
        RegoObject lineage = record.read().lineage();
        Digest lineageDigest = lineage == null ? null : addFacts(lineage);
        List<StoredRecord.Row> rows = new ArrayList<>();
        for (FactsRead.Row row : record.read().rows()) {
            rows.add(new StoredRecord.Row(row.table(), row.key(), addFacts(row.value())));
        }
        StoredRecord stored = new StoredRecord(
                record.timeNs(),
                record.call(),
                record.request(),
                record.decision(),
                lineageDigest,
                rows,
                record.read().entrypoint());
        add(Frame.Type.DECISION, codec.encode(stored));
    }

    /// Adds a block of facts unless this segment has it, and names it.
    private Digest addFacts(RegoValue facts) throws LogException {
        FactBlock block = codec.encodeFacts(facts);
        if (!written.contains(block.digest()) && pendingFacts.add(block.digest())) {
            add(Frame.Type.FACTS, block.payload());
        }
        return block.digest();
    }

    /// Writes the batch, and in `fsync` mode makes it durable.
    ///
    /// @throws IOException when nothing of the batch is kept
    void commit() throws IOException {
        if (pendingSeq == seq) {
            return;
        }
        try {
            write(open());
            position += buffer.limit();
            seq = pendingSeq;
            link = pendingLink;
            written.addAll(pendingFacts);
        } finally {
            forget();
        }
    }

    private void write(LogDisk.LogFile open) throws IOException {
        if (dirty) {
            open.truncate(position);
        }
        dirty = true;
        open.write(buffer.flip(), position);
        if (fsync) {
            open.force();
        }
        dirty = false;
    }

    private LogDisk.LogFile open() throws IOException {
        if (file == null) {
            throw new IOException("no segment is open");
        }
        return file;
    }

    /// Drops the batch; after a failure the file is cut back, now or before the next batch.
    void forget() {
        buffer.clear();
        pendingSeq = seq;
        pendingLink = link;
        pendingFacts.clear();
        if (dirty && file != null) {
            try {
                file.truncate(position);
                dirty = false;
            } catch (IOException notNow) {
                dirty = true;
            }
        }
    }

    private void roll() throws IOException {
        SegmentHeader header = new SegmentHeader(number + 1, seq, link);
        LogDisk.LogFile next = create(header);
        link = header.start();
        pendingLink = link;
        if (file != null) {
            file.close();
        }
        file = next;
        number = header.number();
        position = SegmentHeader.BYTES;
        dirty = false;
        written.clear();
    }

    private LogDisk.LogFile create(SegmentHeader header) throws IOException {
        Path path = directory.resolve(SegmentHeader.fileName(header.number()));
        LogDisk.LogFile next = disk.create(path);
        try {
            next.write(header.write(), 0);
            if (fsync) {
                next.force();
                disk.forceDirectory(directory);
            }
            return next;
        } catch (IOException failure) {
            next.close();
            Files.deleteIfExists(path);
            throw failure;
        }
    }

    private void ensure(int bytes) {
        if (buffer.remaining() < bytes) {
            ByteBuffer larger = ByteBuffer.allocate(Math.max(buffer.capacity() * 2, buffer.position() + bytes));
            buffer = larger.put(buffer.flip());
        }
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.force();
            file.close();
        }
    }
}
