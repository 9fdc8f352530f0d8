package dev.portcullis.pdp.grpc;

import io.grpc.Metadata;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/// How calls ended, by gRPC status, those included that never reached the service: unknown callers, messages that are
/// too long, clients that went away.
public final class DoorCounts {
    private final Map<Status.Code, LongAdder> ended = new EnumMap<>(Status.Code.class);
    private final ServerStreamTracer tracer = new ServerStreamTracer() {
        @Override
        public void streamClosed(Status status) {
            LongAdder count = ended.get(status.getCode());
            if (count != null) {
                count.increment();
            }
        }
    };

    DoorCounts() {
        for (Status.Code code : Status.Code.values()) {
            ended.put(code, new LongAdder());
        }
    }

    /// What a listener tells of its calls; one object for all of them, as it remembers none.
    ServerStreamTracer.Factory tracers() {
        return new ServerStreamTracer.Factory() {
            @Override
            public ServerStreamTracer newServerStreamTracer(String method, Metadata headers) {
                return tracer;
            }
        };
    }

    /// Calls that ended with each status, by the names gRPC gives them.
    public Map<String, LongAdder> byStatus() {
        Map<String, LongAdder> named = new TreeMap<>();
        ended.forEach((code, count) -> named.put(code.name(), count));
        return named;
    }
}
