package dev.portcullis.lineage.connector;

import dev.portcullis.lineage.connector.RecordFields.FieldException;
import dev.portcullis.rego.value.JsonException;
import dev.portcullis.rego.value.JsonLimits;
import dev.portcullis.rego.value.RegoJson;
import dev.portcullis.rego.value.RegoObject;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads evidence, one JSON object a line (docs/spec/evidence.md). The first line names the source, the rest
/// are facts. The reader is used for one file and then thrown away; [#batch] gives what was read, or nothing
/// was.
final class EvidenceReader {
    private static final JsonLimits FLAT = new JsonLimits(1 << 20, 2);

    private final String name;
    private final Limits limits;
    private final List<Evidence> evidence = new ArrayList<>();
    private @Nullable Listing listing;
    private int line;

    /// @param name what messages call the input, usually a file
    EvidenceReader(String name, Limits limits) {
        this.name = name;
        this.limits = limits;
    }

    /// The first line of a file.
    ///
    /// @param observedNs when facts were seen that do not say so themselves
    /// @param facts how many lines follow; -1 when not stated
    private record Listing(
            String source, long watermarkNs, long observedNs, Batch.Completeness completeness, long facts) {}

    /// Takes one line, without its line feed.
    void line(byte[] utf8) throws ConnectorException {
        line++;
        if (line > limits.maxLines()) {
            throw fail("has more than " + limits.maxLines() + " lines");
        }
        RegoObject object = parse(utf8);
        var fields = new RecordFields(object);
        try {
            if (listing == null) {
                listing = listing(fields);
            } else {
                evidence.add(evidence(fields, listing));
            }
            fields.finish();
        } catch (FieldException wrong) {
            throw fail(String.valueOf(wrong.getMessage()));
        }
    }

    /// Everything that was read.
    ///
    /// @throws ConnectorException when there was no first line, or fewer or more facts than it promised
    Batch batch(Batch.Cursor next) throws ConnectorException {
        Listing first = listing;
        if (first == null) {
            throw new ConnectorException(name + ": is empty, its first line names the source");
        }
        if (first.facts() >= 0 && first.facts() != evidence.size()) {
            throw new ConnectorException(name + ": has " + evidence.size() + " facts, its first line promises "
                    + first.facts() + "; the file may be cut");
        }
        return new Batch(first.source(), evidence, first.watermarkNs(), first.completeness(), next);
    }

    /// The error that the line behind the last one taken is too long to be taken.
    ConnectorException tooLong() {
        line++;
        return fail("is longer than " + limits.maxLineBytes() + " bytes");
    }

    private ConnectorException fail(String problem) {
        return new ConnectorException(name + ":" + line + ": " + problem);
    }

    private RegoObject parse(byte[] utf8) throws ConnectorException {
        if (utf8.length == 0) {
            throw fail("is empty, every line holds one JSON object");
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8));
        } catch (CharacterCodingException malformed) {
            throw fail("is not UTF-8");
        }
        try {
            if (RegoJson.read(utf8, FLAT) instanceof RegoObject object) {
                return object;
            }
        } catch (JsonException malformed) {
            // Only the place: the reason may quote what was found, which might be part of a secret.
            throw fail("is not JSON at column " + malformed.column());
        }
        throw fail("is not a JSON object");
    }

    private static Listing listing(RecordFields fields) throws FieldException {
        if (!fields.text("kind").equals("source")) {
            throw new FieldException("kind", "of the first line is not `source`");
        }
        String source = fields.word("source");
        long watermark = fields.time("watermark");
        long observed = observed(fields, watermark, watermark);
        var completeness = fields.oneOf("listing", Batch.Completeness.class);
        long facts = fields.count("facts", -1);
        if (completeness == Batch.Completeness.COMPLETE && facts < 0) {
            throw new FieldException("facts", "is missing, a complete listing states how many facts follow");
        }
        return new Listing(source, watermark, observed, completeness, facts);
    }

    private Evidence evidence(RecordFields fields, Listing listing) throws FieldException {
        Fact.Kind kind = fields.oneOf("kind", Fact.Kind.class);
        long observed = observed(fields, listing.observedNs(), listing.watermarkNs());
        String externalId = fields.optionalText("external_id");
        String reference = fields.optionalText("record");
        Fact fact = FactReader.read(kind, fields);
        if (fact instanceof Fact.Use use && use.lastUseNs() > observed) {
            throw new FieldException("last_use", "is later than it was observed");
        }
        return new Evidence(
                new Evidence.Key(listing.source(), externalId == null ? fact.naturalKey() : externalId, kind),
                observed,
                reference == null ? name + ":" + line : reference,
                fact);
    }

    private static long observed(RecordFields fields, long absent, long watermark) throws FieldException {
        Long observed = fields.optionalTime("observed");
        if (observed != null && observed > watermark) {
            throw new FieldException("observed", "is later than the watermark of the first line");
        }
        return observed == null ? absent : observed;
    }
}
