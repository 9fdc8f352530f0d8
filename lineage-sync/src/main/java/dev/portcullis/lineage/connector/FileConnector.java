package dev.portcullis.lineage.connector;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// Reads one evidence file (docs/spec/evidence.md). One bad line rejects the whole file. The cursor is the
/// digest of the file: as long as the file is the same, a read brings no evidence.
public final class FileConnector implements Connector {
    private static final int BUFFER_BYTES = 1 << 16;

    private final Path file;
    private final Limits limits;

    public FileConnector(Path file, Limits limits) {
        this.file = file;
        this.limits = limits;
    }

    @Override
    public String name() {
        return file.toString();
    }

    @Override
    public Batch fetch(Batch.Cursor cursor) throws ConnectorException {
        var reader = new EvidenceReader(name(), limits);
        try {
            if (Files.size(file) > limits.maxFileBytes()) {
                throw new ConnectorException(
                        name() + ": has " + Files.size(file) + " bytes, allowed are " + limits.maxFileBytes());
            }
            MessageDigest digest = sha256();
            try (var in = new DigestInputStream(Files.newInputStream(file), digest)) {
                lines(in, reader);
            }
            Batch batch = reader.batch(new Batch.Cursor(HexFormat.of().formatHex(digest.digest())));
            return batch.next().equals(cursor) ? unchanged(batch) : batch;
        } catch (NoSuchFileException missing) {
            throw new ConnectorException(name() + ": does not exist");
        } catch (IOException unreadable) {
            throw new ConnectorException(name() + ": cannot be read");
        }
    }

    private static Batch unchanged(Batch batch) {
        return new Batch(batch.source(), List.of(), batch.watermarkNs(), Batch.Completeness.PARTIAL, batch.next());
    }

    private void lines(InputStream in, EvidenceReader reader) throws IOException, ConnectorException {
        var line = new ByteArrayOutputStream(512);
        var buffer = new byte[BUFFER_BYTES];
        for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
            int start = 0;
            for (int at = 0; at < length; at++) {
                if (buffer[at] == '\n') {
                    append(buffer, start, at, line, reader);
                    reader.line(line.toByteArray());
                    line.reset();
                    start = at + 1;
                }
            }
            append(buffer, start, length, line, reader);
        }
        if (line.size() > 0) {
            reader.line(line.toByteArray());
        }
    }

    private void append(byte[] from, int start, int end, ByteArrayOutputStream line, EvidenceReader reader)
            throws ConnectorException {
        if (line.size() + (end - start) > limits.maxLineBytes()) {
            throw reader.tooLong();
        }
        line.write(from, start, end - start);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("BUG: every JDK has SHA-256", impossible);
        }
    }
}
