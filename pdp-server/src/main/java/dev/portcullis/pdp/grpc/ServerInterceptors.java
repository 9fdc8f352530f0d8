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
                    return new CountedListener<>(next.startCall(call, headers), null);
                }
                if (concurrency.enter()) {
                    Place<Q, A> place = new Place<>(call, concurrency);
                    return new CountedListener<>(next.startCall(place, headers), place);
                }
                Context full = Admitted.current().withoutRoom().enter();
                return new CountedListener<>(Contexts.interceptCall(full, call, headers, next), null);
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

    /// A call with a place among the open questions. It gives the place back when it is answered, not when the client
    /// has read the answer: who reads slowly must not keep others from asking.
    private static final class Place<Q, A> extends ForwardingServerCall.SimpleForwardingServerCall<Q, A> {
        private final ConcurrencyLimit concurrency;
        private final long entered = System.nanoTime();
        private final AtomicBoolean given = new AtomicBoolean();

        Place(ServerCall<Q, A> call, ConcurrencyLimit concurrency) {
            super(call);
            this.concurrency = concurrency;
        }

        @Override
        public void close(Status status, Metadata trailers) {
            if (given.compareAndSet(false, true)) {
                concurrency.leave(System.nanoTime() - entered);
            }
            super.close(status, trailers);
        }

        /// Gives the place back of a call that ends without an answer.
        void abandon() {
            if (given.compareAndSet(false, true)) {
                concurrency.leave();
            }
        }
    }

    /// Counts a call out, however it ends.
    private final class CountedListener<Q> extends ForwardingServerCallListener.SimpleForwardingServerCallListener<Q> {
        private final AtomicBoolean counted = new AtomicBoolean();
        private final @Nullable Place<?, ?> place;

        /// @param place null when it took none
        CountedListener(ServerCall.Listener<Q> listener, @Nullable Place<?, ?> place) {
            super(listener);
            this.place = place;
        }

        @Override
        public void onComplete() {
            leave();
            super.onComplete();
        }

        @Override
        public void onCancel() {
            leave();
            super.onCancel();
        }

        private void leave() {
            if (!counted.compareAndSet(false, true)) {
                return;
            }
            inFlight.decrementAndGet();
            if (place != null) {
                place.abandon();
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
