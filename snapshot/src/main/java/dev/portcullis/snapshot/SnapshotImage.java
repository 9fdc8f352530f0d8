package dev.portcullis.snapshot;

import dev.portcullis.snapshot.trust.SigningKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// A snapshot that can be written: content that has been checked and numbered.
///
/// Sections that do not depend on the hash key come first, for the key is made from their digests: it is the SHA-256
/// of an Ed25519 signature of them, so it is the same every time and yet nobody without the signing key can know it.
final class SnapshotImage {
    private static final String HASH_KEY_LABEL = "portcullis snapshot hash key\n";

    private final NumberedContent content;
    private final SigningKey key;
    private final List<SourceWatermark> sources;
    private final NodeTablesWriter tables;
    private final EdgesWriter edges;
    private final ReachWriter reach;
    private final FindingsWriter findings;

    SnapshotImage(NumberedContent content, SigningKey key) throws InvalidContentException {
        this.content = content;
        this.key = key;
        new ContentCheck(content).check();
        this.sources = new ArrayList<>(content.content().sources());
        sources.sort(Comparator.comparing(SourceWatermark::name, StringDictionary::compareCodePoints));
        this.tables = new NodeTablesWriter(content);
        this.edges = new EdgesWriter(content);
        this.reach = new ReachWriter(content);
        this.findings = new FindingsWriter(content);
    }

    void write(SectionOutput.Target target) throws IOException, InvalidContentException {
        long headerBytes = Header.bytes(sources);
        var out = new SectionOutput(target, headerBytes + Format.SIGNATURE_BYTES);
        List<SectionEntry> sections = writeFacts(out);
        HashKey hashKey = hashKey(sections);
        var hashed = new HashedWriter(content, hashKey);
        out.begin();
        sections.add(out.end(Section.ID_INDEX, hashed.idIndex(out)));
        out.begin();
        sections.add(out.end(Section.BASELINE, hashed.baseline(out)));
        SnapshotContent all = content.content();
        byte[] header = new Header(
                        out.position(),
                        all.version(),
                        all.builtAtNs(),
                        all.notAfterNs(),
                        hashKey,
                        key.id(),
                        sections,
                        sources)
                .encode();
        target.write(0, ByteBuffer.wrap(header));
        target.write(headerBytes, ByteBuffer.wrap(key.sign(header)));
    }

    /// Writes every section that does not depend on the hash key.
    private List<SectionEntry> writeFacts(SectionOutput out) throws IOException {
        var sections = new ArrayList<SectionEntry>();
        out.begin();
        sections.add(out.end(Section.STRINGS, writeStrings(stringOffsets(), out)));
        out.begin();
        sections.add(out.end(Section.REGION_LISTS, writeLists(tables.regions(), out)));
        out.begin();
        sections.add(out.end(Section.ESCALATIONS, writeLists(tables.escalations(), out)));
        for (NodeKind kind : NodeKind.values()) {
            out.begin();
            tables.write(kind, out);
            sections.add(out.end(Section.table(kind), content.nodes(kind).size()));
        }
        for (Edge.Kind kind : Edge.Kind.values()) {
            out.begin();
            sections.add(out.end(Section.edges(kind), edges.write(kind, out)));
        }
        out.begin();
        sections.add(out.end(Section.REACH_SETS, reach.writeSets(out)));
        out.begin();
        sections.add(out.end(Section.REACH, reach.writeThings(out)));
        out.begin();
        sections.add(out.end(Section.SUBJECTS, findings.writeSubjects(out)));
        out.begin();
        sections.add(out.end(Section.FINDINGS, findings.writeFindings(out)));
        return sections;
    }

    /// Where each string begins in the heap, and where the last ends.
    private long[] stringOffsets() {
        StringDictionary strings = content.strings();
        var offsets = new long[strings.size() + 1];
        for (int id = 0; id < strings.size(); id++) {
            offsets[id + 1] = offsets[id] + utf8(strings.get(id)).length;
        }
        return offsets;
    }

    private int writeStrings(long[] offsets, SectionOutput out) throws IOException {
        StringDictionary strings = content.strings();
        for (long offset : offsets) {
            out.putLong(offset);
        }
        for (int id = 0; id < strings.size(); id++) {
            out.putBytes(utf8(strings.get(id)));
        }
        return strings.size();
    }

    private static int writeLists(ListPool pool, SectionOutput out) throws IOException {
        pool.writeOffsets(out);
        for (long[] list : pool.lists()) {
            for (long item : list) {
                out.putInt((int) item);
            }
        }
        return pool.lists().size();
    }

    private HashKey hashKey(List<SectionEntry> sections) {
        SnapshotContent all = content.content();
        MessageDigest facts = Digest.sha256();
        facts.update(longs(all.version().epoch(), all.version().seq(), all.builtAtNs(), all.notAfterNs()));
        for (SectionEntry section : sections) {
            facts.update(section.digest().bytes());
        }
        var label = HASH_KEY_LABEL.getBytes(StandardCharsets.US_ASCII);
        byte[] message = ByteBuffer.allocate(label.length + Format.DIGEST_BYTES)
                .put(label)
                .put(facts.digest())
                .array();
        ByteBuffer secret = ByteBuffer.wrap(Digest.sha256().digest(key.sign(message)));
        return HashKey.read(secret.order(ByteOrder.LITTLE_ENDIAN));
    }

    private static byte[] longs(long... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Long.BYTES);
        for (long value : values) {
            bytes.putLong(value);
        }
        return bytes.array();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
