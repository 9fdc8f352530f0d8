package dev.portcullis.pdp.decision;

/// Who called, as the server authenticated it; never what a body says.
///
/// @param type how it was authenticated
/// @param id uid, SPIFFE id, subject or token name; the address family's name for anonymous callers
public record Caller(Type type, String id) {
    /// A process on this machine, over loopback TCP, that showed nothing.
    public static final Caller ANONYMOUS_LOOPBACK = new Caller(Type.ANONYMOUS, "loopback");

    /// How a caller was authenticated.
    public enum Type {
        /// Peer of a unix socket: the uid of its process.
        UID("uid"),
        /// Client certificate with a SPIFFE id.
        SPIFFE("spiffe"),
        /// Client certificate without one: its subject, as RFC 2253 writes it.
        CERTIFICATE("certificate"),
        /// Bearer token.
        TOKEN("token"),
        /// Not at all.
        ANONYMOUS("anonymous");

        private final String text;

        Type(String text) {
            this.text = text;
        }

        /// The type with this name.
        ///
        /// @throws IllegalArgumentException when there is none
        public static Type ofText(String text) {
            for (Type type : values()) {
                if (type.text.equals(text)) {
                    return type;
                }
            }
            throw new IllegalArgumentException("no caller has the type `" + text + "`");
        }

        /// The name in `input.request.caller.type`, in the configuration and in the log.
        public String text() {
            return text;
        }
    }

    /// `type:id`, as the configuration names callers.
    @Override
    public String toString() {
        return type.text + ":" + id;
    }
}
