package dev.portcullis.pdp.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.portcullis.pdp.decision.Limits;
import dev.portcullis.pdp.log.LogMode;
import dev.portcullis.proto.pdp.v1.Context;
import dev.portcullis.proto.pdp.v1.DecideRequest;
import dev.portcullis.proto.pdp.v1.DecideResponse;
import dev.portcullis.proto.pdp.v1.DecideStreamRequest;
import dev.portcullis.proto.pdp.v1.Decision;
import dev.portcullis.proto.pdp.v1.DecisionRequest;
import dev.portcullis.proto.pdp.v1.DecisionServiceGrpc;
import dev.portcullis.proto.pdp.v1.Effect;
import dev.portcullis.proto.pdp.v1.Field;
import dev.portcullis.proto.pdp.v1.ListValue;
import dev.portcullis.proto.pdp.v1.ReasonCode;
import dev.portcullis.proto.pdp.v1.Value;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/// What nobody should send: each ends in a code, is counted, and leaves the server as it was.
class BadRequestsTest {
    private static final String DECIDE = "portcullis.pdp.v1.DecisionService/Decide";

    @Test
    void bytesThatAreNoMessage_endTheCall_andAreCounted() throws Exception {
        byte[] good = EndToEndTest.question(EndToEndTest.AGENT).toByteArray();
        byte[] truncated = Arrays.copyOf(good, good.length - 3);
        byte[] notUtf8 = new byte[] {0x0A, 0x04, 0x0A, 0x02, (byte) 0xC3, 0x28};
        byte[] deep = nested(400);
        try (Harness server = Harness.start()) {
            for (byte[] bytes : List.of(truncated, notUtf8, deep)) {
                EndToEndTest.assertError(
                        assertThrows(StatusRuntimeException.class, () -> send(server, bytes)),
                        Status.Code.INVALID_ARGUMENT,
                        "MESSAGE_UNREADABLE");
            }
            assertEquals(List.of(), server.answered);
            assertEquals(Effect.EFFECT_ALLOW, decision(send(server, good)).getEffect());
            assertEquals(3, ended(server, "INVALID_ARGUMENT"));
        }
    }

    @Test
    void messageBeyondTheLimit_isRefused_andCounted() throws Exception {
        try (Harness server = Harness.start()) {
            assertEquals(
                    Status.Code.RESOURCE_EXHAUSTED,
                    assertThrows(StatusRuntimeException.class, () -> send(server, new byte[2 << 20]))
                            .getStatus()
                            .getCode());
            assertEquals(1, ended(server, "RESOURCE_EXHAUSTED"));
        }
    }

    @Test
    void messageThatMeansNothing_isALoggedDenial() throws Exception {
        DecisionRequest agent = EndToEndTest.AGENT;
        Value list = Messages.text("x");
        for (int i = 0; i < 20; i++) {
            list = Value.newBuilder()
                    .setListValue(ListValue.newBuilder().addValues(list))
                    .build();
        }
        List<DecisionRequest> meaningless = List.of(
                DecisionRequest.getDefaultInstance(),
                agent.toBuilder().clearSubject().build(),
                agent.toBuilder().clearAction().build(),
                agent.toBuilder().clearResource().build(),
                withProperty(agent, "client_secret", Messages.text("hunter2")),
                withProperty(agent, "nested", list),
                withProperty(agent, "unset", Value.getDefaultInstance()),
                withProperty(
                        agent, "null", Value.newBuilder().setNullValueValue(7).build()),
                withProperty(agent, "number", Messages.number("1e")));
        try (Harness server = Harness.start()) {
            for (DecisionRequest request : meaningless) {
                Decision decision =
                        server.unixStub().decide(EndToEndTest.question(request)).getDecision();
                assertEquals(ReasonCode.REASON_CODE_REQUEST_INVALID, decision.getReasonCode(), request::toString);
                assertTrue(!decision.getMessage().contains("hunter2"), decision::getMessage);
            }
            assertEquals(meaningless.size(), server.answered.size());
        }
    }

    @Test
    void questionsBeyondTheConcurrencyLimit_areLoggedDenials() throws Exception {
        Limits.Serving one = new Limits.Serving(0, 0, 16, 4, 1, 1, 16);
        Limits limits = new Limits(Limits.Request.DEFAULT, Limits.Evaluation.DEFAULT, one, Limits.Connections.DEFAULT);
        try (Harness server = Harness.start(Harness.everybody(), LogMode.ASYNC, limits)) {
            Decision decision = server.unixStub()
                    .decide(EndToEndTest.question(EndToEndTest.AGENT))
                    .getDecision();
            assertEquals(ReasonCode.REASON_CODE_OVERLOADED, decision.getReasonCode());
            assertEquals("the server is at its concurrency limit", decision.getMessage());
            assertEquals(1, server.answered.size());
            assertEquals(0, server.listeners.concurrency().open());
        }
    }

    @Test
    void streamThatIsNotRead_isNotAnsweredWithoutEnd() throws Exception {
        Limits.Serving backlog = new Limits.Serving(16, 16, 16, 8, 1, 1, 16);
        Limits limits =
                new Limits(Limits.Request.DEFAULT, Limits.Evaluation.DEFAULT, backlog, Limits.Connections.DEFAULT);
        try (Harness server = Harness.start(Harness.everybody(), LogMode.ASYNC, limits)) {
            var call = server.unix().newCall(DecisionServiceGrpc.getDecideStreamMethod(), CallOptions.DEFAULT);
            CountDownLatch closed = new CountDownLatch(1);
            call.start(
                    new ClientCall.Listener<>() {
                        @Override
                        public void onClose(Status status, Metadata trailers) {
                            closed.countDown();
                        }
                    },
                    new Metadata());
            // Never call.request: the client takes no answer, while it goes on asking.
            for (int i = 0; i < 5_000; i++) {
                call.sendMessage(DecideStreamRequest.newBuilder()
                        .setStreamId(i)
                        .setRequest(EndToEndTest.AGENT)
                        .build());
            }
            // Another connection is answered all the while, and the log holds no more than windows and backlog let by.
            server.tcpStub().decide(EndToEndTest.question(EndToEndTest.AGENT));
            call.cancel("enough", null);
            assertTrue(closed.await(30, TimeUnit.SECONDS));
            assertTrue(server.answered.size() < 4_000, () -> server.answered.size() + " were answered");
        }
    }

    @Test
    void connectionToTheSocket_isNothingToWarnOf() throws Exception {
        List<String> warnings = new CopyOnWriteArrayList<>();
        Logger netty = Logger.getLogger("io.netty.bootstrap");
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                if (line.getLevel().intValue() >= Level.WARNING.intValue()) {
                    warnings.add(line.getMessage());
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        netty.addHandler(handler);
        try (Harness server = Harness.start();
                SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(server.socket))) {
            // The server's SETTINGS: the connection is set up and its options are.
            assertTrue(channel.read(ByteBuffer.allocate(16)) > 0);
            assertEquals(List.of(), warnings);
        } finally {
            netty.removeHandler(handler);
        }
    }

    private static DecisionRequest withProperty(DecisionRequest request, String name, Value value) {
        return request.toBuilder()
                .setContext(request.getContext().toBuilder().addProperties(Messages.field(name, value)))
                .build();
    }

    /// A property value of so many lists in each other, as bytes.
    private static byte[] nested(int depth) {
        ByteString value = Messages.text("x").toByteString();
        for (int i = 0; i < depth; i++) {
            value = field(Value.LIST_VALUE_FIELD_NUMBER, field(ListValue.VALUES_FIELD_NUMBER, value));
        }
        ByteString property = field(Field.VALUE_FIELD_NUMBER, value);
        ByteString context = field(Context.PROPERTIES_FIELD_NUMBER, property);
        ByteString request = field(DecisionRequest.CONTEXT_FIELD_NUMBER, context);
        return field(DecideRequest.REQUEST_FIELD_NUMBER, request).toByteArray();
    }

    private static ByteString field(int number, ByteString content) {
        return varint((number << 3) | 2).concat(varint(content.size())).concat(content);
    }

    private static ByteString varint(int value) {
        ByteString.Output out = ByteString.newOutput();
        int left = value;
        while (left > 127) {
            out.write((left & 127) | 128);
            left >>>= 7;
        }
        out.write(left);
        return out.toByteString();
    }

    private static long ended(Harness server, String status) {
        return Objects.requireNonNull(server.listeners.counts().byStatus().get(status))
                .sum();
    }

    private static Decision decision(byte[] answer) throws IOException {
        return DecideResponse.parseFrom(answer).getDecision();
    }

    private static byte[] send(Harness server, byte[] bytes) {
        MethodDescriptor<byte[], byte[]> method = MethodDescriptor.<byte[], byte[]>newBuilder()
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName(DECIDE)
                .setRequestMarshaller(new Raw())
                .setResponseMarshaller(new Raw())
                .build();
        return Objects.requireNonNull(ClientCalls.blockingUnaryCall(
                server.unix(), method, CallOptions.DEFAULT.withDeadlineAfter(30, TimeUnit.SECONDS), bytes));
    }

    private static final class Raw implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] message) {
            return new ByteArrayInputStream(message);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException broken) {
                throw new AssertionError(broken);
            }
        }
    }
}
