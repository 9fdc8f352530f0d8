package dev.portcullis.pdp.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import dev.portcullis.pdp.decision.Call;
import dev.portcullis.pdp.decision.Caller;
import dev.portcullis.pdp.decision.RequestInvalidException;
import dev.portcullis.pdp.log.Digest;
import dev.portcullis.pdp.log.LogException;
import dev.portcullis.pdp.log.RecordCodec;
import dev.portcullis.pdp.log.StoredRecord;
import dev.portcullis.proto.log.v1.DecisionRecord;
import dev.portcullis.proto.log.v1.LineagePart;
import dev.portcullis.proto.log.v1.RowRead;
import dev.portcullis.rego.value.RegoValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Records of the decision log as `portcullis.log.v1` messages.
public final class ProtoRecordCodec implements RecordCodec {
    private final LastingBlocks lasting = new LastingBlocks();

    @Override
    public byte[] encode(StoredRecord record) {
        DecisionRecord.Builder message = DecisionRecord.newBuilder()
                .setDecisionId(record.decision().id().toString())
                .setTimeNs(record.timeNs())
                .setDoor(record.call().door())
                .setRequest(RequestMessages.fromRequest(record.request()))
                .setDecision(AnswerMapping.fromDecision(record.decision()))
                .setEntrypoint(record.entrypoint())
                .addAllMasked(record.masked());
        message.getCallerBuilder()
                .setType(record.call().caller().type().text())
                .setId(record.call().caller().id());
        for (StoredRecord.Part part : record.lineage()) {
            message.addInputLineage(
                    LineagePart.newBuilder().setName(part.name()).setDigest(bytes(part.digest())));
        }
        for (StoredRecord.Row row : record.rows()) {
            message.addRowsBuilder().setTable(row.table()).setKey(row.key()).setDigest(bytes(row.digest()));
        }
        return message.build().toByteArray();
    }

    @Override
    public StoredRecord decode(byte[] payload) throws LogException {
        try {
            DecisionRecord message = DecisionRecord.parseFrom(payload);
            Caller caller = new Caller(
                    Caller.Type.ofText(message.getCaller().getType()),
                    message.getCaller().getId());
            return new StoredRecord(
                    message.getTimeNs(),
                    new Call(message.getDoor(), caller, Call.NO_DEADLINE),
                    ProtoMapping.toRequest(message.getRequest()),
                    StoredAnswers.toDecision(message.getDecision()),
                    lineage(message.getInputLineageList()),
                    rows(message.getRowsList()),
                    message.getEntrypoint(),
                    message.getMaskedList());
        } catch (InvalidProtocolBufferException | RequestInvalidException | IllegalArgumentException unreadable) {
            throw new LogException("a decision record cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    private static ByteString bytes(Digest digest) {
        return UnsafeByteOperations.unsafeWrap(digest.bytes());
    }

    private static List<StoredRecord.Part> lineage(List<LineagePart> messages) {
        List<StoredRecord.Part> parts = new ArrayList<>(messages.size());
        for (LineagePart part : messages) {
            parts.add(new StoredRecord.Part(
                    part.getName(), Digest.stored(part.getDigest().toByteArray())));
        }
        return parts;
    }

    private static List<StoredRecord.Row> rows(List<RowRead> messages) {
        List<StoredRecord.Row> rows = new ArrayList<>(messages.size());
        for (RowRead row : messages) {
            rows.add(new StoredRecord.Row(
                    row.getTable(), row.getKey(), Digest.stored(row.getDigest().toByteArray())));
        }
        return rows;
    }

    @Override
    public dev.portcullis.pdp.log.FactBlock encodeFacts(RegoValue facts) {
        byte[] value = ValueMapping.fromRego(facts).toByteArray();
        return new dev.portcullis.pdp.log.FactBlock(Digest.of(value), () -> payload(value));
    }

    @Override
    public dev.portcullis.pdp.log.FactBlock encodeLasting(RegoValue facts) {
        return lasting.get(facts, this::encodeFacts);
    }

    /// The bytes of a `FactBlock` around those of its value, which are written once for both block and digest.
    private static byte[] payload(byte[] value) {
        int field = dev.portcullis.proto.log.v1.FactBlock.VALUE_FIELD_NUMBER;
        byte[] payload = new byte[CodedOutputStream.computeByteArraySize(field, value)];
        try {
            CodedOutputStream out = CodedOutputStream.newInstance(payload);
            out.writeByteArray(field, value);
            out.checkNoSpaceLeft();
            return payload;
        } catch (IOException impossible) {
            throw new AssertionError("BUG: the size of a block was computed wrongly", impossible);
        }
    }

    @Override
    public RegoValue decodeFacts(byte[] payload) throws LogException {
        try {
            return ValueMapping.toRego(
                    "facts",
                    dev.portcullis.proto.log.v1.FactBlock.parseFrom(payload).getValue());
        } catch (InvalidProtocolBufferException | RequestInvalidException unreadable) {
            throw new LogException("a block of facts cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    @Override
    public Digest digestOf(byte[] payload) throws LogException {
        try {
            return Digest.of(dev.portcullis.proto.log.v1.FactBlock.parseFrom(payload)
                    .getValue()
                    .toByteArray());
        } catch (InvalidProtocolBufferException unreadable) {
            throw new LogException("a block of facts cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }
}
