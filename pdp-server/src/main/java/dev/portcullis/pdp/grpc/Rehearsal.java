package dev.portcullis.pdp.grpc;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.portcullis.pdp.decision.Call;
import dev.portcullis.pdp.decision.Callers;
import dev.portcullis.pdp.decision.DecisionEngine;
import dev.portcullis.pdp.decision.DecisionRecord;
import dev.portcullis.pdp.decision.DecisionRequest;
import dev.portcullis.pdp.decision.MappedRequest;
import dev.portcullis.pdp.decision.RequestRules;
import dev.portcullis.pdp.log.StoredRecord;
import dev.portcullis.proto.pdp.v1.DecideRequest;
import dev.portcullis.proto.pdp.v1.DecideResponse;
import java.util.List;
import java.util.Set;

/// A question on its way from the wire to the bytes of its answer and of its record, all but the socket and the file:
/// what a server does before it is ready, so that the first real question does not pay for cold code.
public final class Rehearsal {
    private static final Callers.Grant GRANT =
            new Callers.Grant(Set.of(Admitted.DOOR), Set.copyOf(RequestRules.SUBJECT_TYPES), false);

    private final DecisionEngine engine;
    private final ProtoMapping mapping;
    private final ProtoRecordCodec codec = new ProtoRecordCodec();

    public Rehearsal(DecisionEngine engine, RequestRules rules) {
        this.engine = engine;
        this.mapping = new ProtoMapping(rules);
    }

    /// Goes the whole way once.
    ///
    /// @return how many bytes answer and record have together
    public int run(DecisionRequest question, Call call) {
        byte[] wire = DecideRequest.newBuilder()
                .setRequest(RequestMessages.fromRequest(question))
                .build()
                .toByteArray();
        DecisionRecord record = decide(mapping.map(parsed(wire), GRANT), question, call);
        try {
            byte[] answer = DecideResponse.newBuilder()
                    .setDecision(AnswerMapping.fromDecision(record.decision()))
                    .build()
                    .toByteArray();
            return answer.length + codec.encode(stored(record)).length;
        } finally {
            record.read().release();
        }
    }

    private static dev.portcullis.proto.pdp.v1.DecisionRequest parsed(byte[] wire) {
        try {
            return DecideRequest.parseFrom(wire).getRequest();
        } catch (InvalidProtocolBufferException impossible) {
            throw new AssertionError("BUG: a message that was just written cannot be read", impossible);
        }
    }

    private DecisionRecord decide(MappedRequest mapped, DecisionRequest question, Call call) {
        return engine.decide(mapped instanceof MappedRequest.Valid(DecisionRequest valid) ? valid : question, call);
    }

    private StoredRecord stored(DecisionRecord record) {
        return new StoredRecord(
                record.timeNs(),
                record.call(),
                record.request(),
                record.decision(),
                StoredRecord.parts(record.read().lineage(), codec::encodeLasting),
                List.of(),
                record.read().entrypoint(),
                List.of());
    }
}
