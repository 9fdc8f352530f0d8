package dev.portcullis.pdp.log;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;

/// Frames that are to be written together: encoded, chained to what is committed, not yet on the disk.
final class FrameBatch {
    private final Set<Digest> facts = new HashSet<>();
    private ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    private long seq;
    private Digest link;
    private boolean holdsRecords;

    /// An empty batch.
    ///
    /// @param seq number of its first frame
    /// @param link hash of the frame before it
    FrameBatch(long seq, Digest link) {
        this.seq = seq;
        this.link = link;
    }

    /// Empties the batch and lets it follow another frame.
    void restart(long nextSeq, Digest last) {
        buffer.clear();
        facts.clear();
        holdsRecords = false;
        seq = nextSeq;
        link = last;
    }

    /// Adds a frame.
    ///
    /// @throws LogException when the payload is too long
    void add(Frame.Type type, byte[] payload) throws LogException {
        if (payload.length > Frame.MAX_PAYLOAD_BYTES) {
            throw new LogException("a record has " + payload.length + " bytes, allowed are " + Frame.MAX_PAYLOAD_BYTES);
        }
        byte[] head = Frame.head(type, payload.length, seq);
        Digest next = Frame.link(link, head, payload);
        ensure(Frame.HEAD_BYTES + payload.length + Digest.LENGTH);
        buffer.put(head).put(payload).put(next.bytes());
        link = next;
        seq++;
        holdsRecords |= type == Frame.Type.DECISION || type == Frame.Type.GAP;
    }

    /// Adds a block of facts unless the batch has it.
    ///
    /// @throws LogException when it is too long
    void addFacts(FactBlock block) throws LogException {
        if (facts.add(block.digest())) {
            add(Frame.Type.FACTS, block.payload().get());
        }
    }

    private void ensure(int bytes) {
        if (buffer.remaining() < bytes) {
            ByteBuffer larger = ByteBuffer.allocate(Math.max(buffer.capacity() * 2, buffer.position() + bytes));
            buffer = larger.put(buffer.flip());
        }
    }

    /// Everything added, to be written once.
    ByteBuffer bytes() {
        return buffer.duplicate().flip();
    }

    /// Number of the frame after the batch.
    long seq() {
        return seq;
    }

    /// Hash of the last frame.
    Digest link() {
        return link;
    }

    /// Whether there is more in it than what the log says of itself.
    boolean holdsRecords() {
        return holdsRecords;
    }

    /// Digests of the blocks of facts in it.
    Set<Digest> facts() {
        return facts;
    }
}
