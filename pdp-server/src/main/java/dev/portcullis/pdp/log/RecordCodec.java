package dev.portcullis.pdp.log;

import dev.portcullis.rego.value.RegoValue;

/// The payloads of frames: records and facts as bytes. The log itself only frames, chains and stores them.
public interface RecordCodec {
    /// The payload of a record.
    byte[] encode(StoredRecord record);

    /// A record read back.
    ///
    /// @throws LogException when the payload is not one
    StoredRecord decode(byte[] payload) throws LogException;

    /// A block of facts; equal facts give equal bytes.
    FactBlock encodeFacts(RegoValue facts);

    /// The same block for facts that are views of nothing and may come again as the very same value: it may be kept.
    FactBlock encodeLasting(RegoValue facts);

    /// Facts read back.
    ///
    /// @throws LogException when the payload is not a block of facts
    RegoValue decodeFacts(byte[] payload) throws LogException;

    /// What names a block of facts, from its payload.
    ///
    /// @throws LogException when the payload is not a block of facts
    Digest digestOf(byte[] payload) throws LogException;
}
