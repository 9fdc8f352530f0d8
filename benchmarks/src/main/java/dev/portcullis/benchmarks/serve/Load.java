package dev.portcullis.benchmarks.serve;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.portcullis.benchmarks.figures.Complaints;
import dev.portcullis.benchmarks.figures.Longs;
import dev.portcullis.proto.pdp.v1.DecideResponse;
import dev.portcullis.proto.pdp.v1.Decision;
import dev.portcullis.proto.pdp.v1.Effect;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.unix.DomainSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Callers over one connection: each asks again as soon as it is answered. Everything happens on the one event loop of
/// the client, so its fields need no locks while a block runs.
final class Load implements AutoCloseable {
    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final ManagedChannel channel;
    private final byte[][] questions = new byte[ServedCanon.SIZE][];
    private int next;

    Load(Path socket) {
        for (int i = 0; i < questions.length; i++) {
            questions[i] = ServedCanon.question(i);
        }
        channel = NettyChannelBuilder.forAddress(new DomainSocketAddress(socket.toFile()))
                .eventLoopGroup(loop)
                .channelType(EpollDomainSocketChannel.class)
                .usePlaintext()
                .directExecutor()
                .build();
    }

    /// What a block saw.
    ///
    /// @param nanos of every answer, in the order of the answers
    /// @param ended when each answer came, in [System#nanoTime]
    /// @param answers what was answered; kept only when asked for
    record Block(Longs nanos, Longs ended, Answers answers, long tookNanos, int failures) {
        double perSecond() {
            return nanos.size() * 1e9 / tookNanos;
        }
    }

    /// Asks for a while.
    ///
    /// @param keep whether answers are kept
    Block run(String method, int callers, long nanos, boolean keep) throws InterruptedException {
        Running block = new Running(Bytes.method(method), callers, System.nanoTime() + nanos, keep);
        long started = System.nanoTime();
        for (int i = 0; i < callers; i++) {
            loop.execute(block::ask);
        }
        if (!block.done.await(TimeUnit.NANOSECONDS.toSeconds(nanos) + 60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("a call was never answered");
        }
        return new Block(block.took, block.ended, block.answers, System.nanoTime() - started, block.failures.get());
    }

    /// Reads an answer, notes its id, and complains when it is not the canonical one.
    static Decision judged(byte[] answer, IdLedger ledger, Complaints complaints)
            throws InvalidProtocolBufferException {
        Decision decision = DecideResponse.parseFrom(answer).getDecision();
        ledger.acknowledged(decision.getDecisionId());
        boolean canonical = decision.getEffect() == Effect.EFFECT_ALLOW
                && decision.getReasonsList().equals(List.of("sanctioned_consumer"));
        if (!canonical) {
            complaints.add("an answer is not the canonical one: " + decision.getReasonCode() + " "
                    + decision.getReasonsList() + " " + decision.getMessage() + ", after "
                    + decision.getEvaluationNs() / 1_000 + " µs");
        }
        return decision;
    }

    @Override
    public void close() {
        channel.shutdownNow();
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private final class Running {
        private final MethodDescriptor<byte[], byte[]> method;
        private final long end;
        private final boolean keep;
        private final Longs took = new Longs();
        private final Longs ended = new Longs();
        private final Answers answers = new Answers();
        private final AtomicInteger failures = new AtomicInteger();
        private final CountDownLatch done;

        Running(MethodDescriptor<byte[], byte[]> method, int callers, long end, boolean keep) {
            this.method = method;
            this.end = end;
            this.keep = keep;
            this.done = new CountDownLatch(callers);
        }

        void ask() {
            long asked = System.nanoTime();
            if (asked - end >= 0) {
                done.countDown();
                return;
            }
            ClientCall<byte[], byte[]> call = channel.newCall(method, CallOptions.DEFAULT);
            call.start(new Listener(asked), new Metadata());
            call.sendMessage(questions[next++ % questions.length]);
            call.halfClose();
            call.request(2);
        }

        private final class Listener extends ClientCall.Listener<byte[]> {
            private final long asked;

            Listener(long asked) {
                this.asked = asked;
            }

            @Override
            public void onMessage(byte[] answer) {
                if (keep) {
                    answers.add(answer);
                }
            }

            @Override
            public void onClose(Status status, Metadata trailers) {
                long now = System.nanoTime();
                took.add(now - asked);
                ended.add(now);
                if (!status.isOk()) {
                    failures.incrementAndGet();
                }
                ask();
            }
        }
    }
}
