package dev.portcullis.bridge.pdp;

/// A question that cannot be sent as it is. Carries no stack trace: the message says it all.
final class UnaskableException extends Exception {
    UnaskableException(String message) {
        super(message, null, false, false);
    }

    /// The text, when it is valid Unicode. Protobuf would replace half a surrogate pair by `?` and so ask about
    /// something else than what was requested.
    static String checked(String text) throws UnaskableException {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean broken = Character.isHighSurrogate(c)
                    ? i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))
                    : Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
            if (broken) {
                throw new UnaskableException("the question has a text that is not valid Unicode");
            }
        }
        return text;
    }
}
