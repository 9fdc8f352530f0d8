package dev.portcullis.pdp.grpc;

import io.grpc.Drainable;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// Hands messages on as bytes: those of clients copied once, since what they come from is only there for the moment,
/// and ours as the streams that they write themselves from.
final class UnreadMessages implements MethodDescriptor.Marshaller<InputStream> {
    @Override
    public InputStream parse(InputStream message) {
        if (message instanceof Drainable) {
            return message;
        }
        try {
            // A compressed message does not know how long it will be.
            boolean known = message instanceof KnownLength;
            return new Bytes(known ? message.readNBytes(message.available()) : message.readAllBytes());
        } catch (IOException impossible) {
            throw new UncheckedIOException("BUG: a message in memory cannot be read", impossible);
        }
    }

    @Override
    public InputStream stream(InputStream message) {
        return message;
    }

    private static final class Bytes extends ByteArrayInputStream implements KnownLength {
        Bytes(byte[] bytes) {
            super(bytes);
        }
    }
}
