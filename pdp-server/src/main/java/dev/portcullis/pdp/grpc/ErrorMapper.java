package dev.portcullis.pdp.grpc;

import com.google.protobuf.Any;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;

/// The one place where something that is not a decision becomes a gRPC status with an `ErrorInfo` (AIP-193).
final class ErrorMapper {
    private static final String DOMAIN = "portcullis.dev";

    private ErrorMapper() {}

    /// The status of anything thrown. What nobody expected says nothing about itself.
    static StatusRuntimeException toStatus(Throwable thrown) {
        return switch (thrown) {
            case DoorException expected -> status(expected.error(), expected.reason());
            case StatusRuntimeException status -> status;
            case Throwable _ -> status(DoorError.INTERNAL, "the server could not answer");
        };
    }

    private static StatusRuntimeException status(DoorError error, String message) {
        ErrorInfo info =
                ErrorInfo.newBuilder().setReason(error.name()).setDomain(DOMAIN).build();
        return StatusProto.toStatusRuntimeException(Status.newBuilder()
                .setCode(error.status().value())
                .setMessage(message)
                .addDetails(Any.pack(info))
                .build());
    }
}
