package dev.portcullis.pdp.grpc;

import dev.portcullis.pdp.decision.DecisionRequest;
import dev.portcullis.pdp.decision.Requests;
import dev.portcullis.proto.pdp.v1.Field;
import dev.portcullis.proto.pdp.v1.Value;

/// Messages for tests.
final class Messages {
    private Messages() {}

    static dev.portcullis.proto.pdp.v1.DecisionRequest valid() {
        return RequestMessages.fromRequest(Requests.valid());
    }

    static dev.portcullis.proto.pdp.v1.DecisionRequest withId(String id) {
        DecisionRequest request = Requests.withId(id);
        return RequestMessages.fromRequest(request);
    }

    static Field field(String name, Value value) {
        return Field.newBuilder().setName(name).setValue(value).build();
    }

    static Value text(String text) {
        return Value.newBuilder().setStringValue(text).build();
    }

    static Value number(String text) {
        return Value.newBuilder().setNumberText(text).build();
    }
}
