package dev.portcullis.pdp.grpc;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.portcullis.pdp.decision.Callers;
import dev.portcullis.pdp.decision.ConcurrencyLimit;
import dev.portcullis.pdp.decision.Limits;
import io.grpc.BindableService;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCall;
import io.grpc.ForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// What every call passes on its way to the service, in one list.
final class ServerInterceptors {
    private final Callers callers;
    private final Limits.Serving limits;
    private final ConcurrencyLimit concurrency;
    private final AtomicInteger inFlight = new AtomicInteger();

    ServerInterceptors(Callers callers, Limits.Serving limits, ConcurrencyLimit concurrency) {
        this.callers = callers;
        this.limits = limits;
        this.concurrency = concurrency;
    }

    /// The service behind all of them, the first one outermost.
    ServerServiceDefinition around(BindableService service) {
        List<ServerInterceptor> inOrder = List.of(callerIdentity(), limits(), errors());
        // Messages are read behind the interceptors, so that one that cannot be read is theirs to answer.
        ServerServiceDefinition late = io.grpc.ServerInterceptors.useInputStreamMessages(service.bindService());
        return io.grpc.ServerInterceptors.interceptForward(late, inOrder);
    }

    /// Who calls, and whether it may.
    private ServerInterceptor callerIdentity() {
        return new ServerInterceptor() {
            @Override
            public <Q, A> ServerCall.Listener<Q> interceptCall(
                    ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
                Peer peer = call.getAttributes().get(Peer.KEY);
                if (peer == null) {
                    return refuse(call, new DoorException(DoorError.CALLER_UNKNOWN, "the caller is not known"));
                }
                Optional<Callers.Grant> grant = callers.grant(peer.caller(), Admitted.DOOR);
                if (grant.isEmpty()) {
                    String message = "caller `" + peer.caller() + "` is not listed for this door";
                    return refuse(call, new DoorException(DoorError.CALLER_UNKNOWN, message));
                }
                Context admitted = new Admitted(peer, grant.get(), false).enter();
                return Contexts.interceptCall(admitted, call, headers, next);
            }
        };
    }

    /// No more calls at once than allowed, and no more open questions than can be answered in time: those are not
    /// refused here, since a denial is recorded like any other decision.
    private ServerInterceptor limits() {
        return new ServerInterceptor() {
            @Override
            public <Q, A> ServerCall.Listener<Q> interceptCall(
                    ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
                if (inFlight.incrementAndGet() > limits.callsInFlight()) {
                    inFlight.decrementAndGet();
                    String message = "more than " + limits.callsInFlight() + " calls are in flight";
                    return refuse(call, new DoorException(DoorError.CALLS_IN_FLIGHT, message));
                }
                // The questions of a stream are counted one by one.
                if (call.getMethodDescriptor().getType() != MethodDescriptor.MethodType.UNARY) {
                    return new CountedListener<>(next.startCall(call, headers), CountedListener.NO_PLACE);
                }
                if (concurrency.enter()) {
                    return new CountedListener<>(next.startCall(call, headers), System.nanoTime());
                }
                Context full = Admitted.current().withoutRoom().enter();
                return new CountedListener<>(
                        Contexts.interceptCall(full, call, headers, next), CountedListener.NO_PLACE);
            }
        };
    }

    /// Whatever a call throws becomes its status.
    private static ServerInterceptor errors() {
        return new ServerInterceptor() {
            @Override
            public <Q, A> ServerCall.Listener<Q> interceptCall(
                    ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
                OnceClosedCall<Q, A> once = new OnceClosedCall<>(call);
                return new MappedListener<>(next.startCall(once, headers), once);
            }
        };
    }

    private static <Q, A> ServerCall.Listener<Q> refuse(ServerCall<Q, A> call, DoorException why) {
        close(call, why);
        return new ServerCall.Listener<>() {};
    }

    private static void close(ServerCall<?, ?> call, Throwable why) {
        StatusRuntimeException status = ErrorMapper.toStatus(why);
        Metadata trailers = status.getTrailers();
        call.close(status.getStatus(), trailers == null ? new Metadata() : trailers);
    }

    /// Counts a call out, however it ends.
    private final class CountedListener<Q> extends ForwardingServerCallListener.SimpleForwardingServerCallListener<Q> {
        static final long NO_PLACE = Long.MIN_VALUE;

        private final AtomicBoolean counted = new AtomicBoolean();
        private final long entered;

        /// @param entered when it took its place, in [System#nanoTime]; [#NO_PLACE] when it took none
        CountedListener(ServerCall.Listener<Q> listener, long entered) {
            super(listener);
            this.entered = entered;
        }

        @Override
        public void onComplete() {
            leave(true);
            super.onComplete();
        }

        @Override
        public void onCancel() {
            leave(false);
            super.onCancel();
        }

        private void leave(boolean answered) {
            if (!counted.compareAndSet(false, true)) {
                return;
            }
            inFlight.decrementAndGet();
            if (entered != NO_PLACE && answered) {
                concurrency.leave(System.nanoTime() - entered);
            } else if (entered != NO_PLACE) {
                concurrency.leave();
            }
        }
    }

    /// Closes a call with the status of what its handler throws.
    private static final class MappedListener<Q>
            extends ForwardingServerCallListener.SimpleForwardingServerCallListener<Q> {
        private final ServerCall<?, ?> call;

        MappedListener(ServerCall.Listener<Q> listener, ServerCall<?, ?> call) {
            super(listener);
            this.call = call;
        }

        @Override
        public void onMessage(Q message) {
            mapped(() -> {
                try {
                    super.onMessage(message);
                } catch (StatusRuntimeException failed) {
                    throw failed.getCause() instanceof InvalidProtocolBufferException
                            ? new DoorException(DoorError.MESSAGE_UNREADABLE, "the message cannot be read")
                            : failed;
                }
            });
        }

        @Override
        public void onHalfClose() {
            mapped(super::onHalfClose);
        }

        private void mapped(Runnable step) {
            try {
                step.run();
            } catch (RuntimeException | AssertionError thrown) {
                close(call, thrown);
            }
        }
    }

    /// A call that may be closed more than once; the first time counts.
    private static final class OnceClosedCall<Q, A> extends ForwardingServerCall.SimpleForwardingServerCall<Q, A> {
        private boolean closed;

        OnceClosedCall(ServerCall<Q, A> call) {
            super(call);
        }

        @Override
        public void close(Status status, @Nullable Metadata trailers) {
            if (!closed) {
                closed = true;
                super.close(status, trailers == null ? new Metadata() : trailers);
            }
        }
    }
}
