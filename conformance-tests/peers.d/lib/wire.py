"""Questions and answers of the decision point as bytes, written and read by hand, so that they can be wrong; over gRPC's client."""

import grpc

SERVICE = "/portcullis.pdp.v1.DecisionService/"
INVALID, UNREADABLE = "REQUEST_INVALID", "MESSAGE_UNREADABLE"
CODES = {13: INVALID, 15: "OVERLOADED"}


def varint(value):
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    return bytes(out + bytes([value]))


def field(number, value):
    """A field of a message: bytes and text with their length, numbers as varints."""
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    value = value.encode() if isinstance(value, str) else value
    return varint(number << 3 | 2) + varint(len(value)) + value


def request(subject=True, action=True, resource=True, properties=b"", context=b""):
    """A DecisionRequest, by default the payment function's for its own secret."""
    parts = field(1, "bad-requests")
    if subject:
        parts += field(2, field(1, "function") + field(2, "aws:lambda:111122223333/eu-west-1/payment-capture"))
    if action:
        parts += field(3, field(1, "secret.read"))
    if resource:
        parts += field(4, field(1, "vault_secret") + field(2, "vault:secret:vault-prod/kv/payments/psp-api-key"))
    rest = field(4, "production") + field(5, "eu-west-1") + field(6, "prod-core")
    return parts + field(5, rest + context + properties)


def prop(name, value):
    """A field of `context.properties` with a Value given as bytes."""
    return field(11, field(1, name) + field(2, value))


def text(value):
    return field(5, value)


def nested(depth):
    value = text("x")
    for _ in range(depth):
        value = field(6, field(1, value))
    return value


def decide(message):
    return "Decide", field(1, message)


def read(message):
    """The fields of a message, number to last value."""
    found, at = {}, 0

    def number():
        nonlocal at
        value, shift = 0, 0
        while True:
            byte = message[at]
            at += 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    while at < len(message):
        tag = number()
        value = number()
        if tag & 7 == 2:
            value, at = message[at:at + value], at + value
        found[tag >> 3] = value
    return found


def answer(channel, method, message):
    """How a call ended, and all the text it brought: the reason code of a decision, an ErrorInfo's reason, or gRPC's status."""
    call = channel.unary_unary(SERVICE + method, request_serializer=None, response_deserializer=None)
    try:
        decision = read(read(call(message, timeout=30))[1])
    except grpc.RpcError as refused:
        details = dict(refused.trailing_metadata() or ()).get("grpc-status-details-bin", b"")
        known = [each for each in (UNREADABLE, "BATCH_SEMANTIC", "BATCH_SIZE", "EXPLAIN_NOT_GRANTED", "CALLER_UNKNOWN") if each.encode() in details]
        return known[0] if known else refused.code().name, str(refused) + repr(details)
    if decision.get(1) == 1:
        return "ALLOW", repr(decision)
    return CODES.get(decision.get(2), f"reason code {decision.get(2)}"), repr(decision)
