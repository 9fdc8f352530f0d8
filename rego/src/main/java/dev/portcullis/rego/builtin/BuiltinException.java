package dev.portcullis.rego.builtin;

/// A failed call of a builtin: an error when errors are strict, undefined otherwise. The message is the part behind the
/// builtin's name in OPA's text (`concat: ` is added by the caller).
public final class BuiltinException extends Exception {
    private static final long serialVersionUID = 1L;
    private final boolean typeError;

    public BuiltinException(String message) {
        this(message, false);
    }

    private BuiltinException(String message, boolean typeError) {
        super(message, null, false, false);
        this.typeError = typeError;
    }

    /// An operand of the wrong type; `eval_type_error` in OPA.
    ///
    /// @param position of the operand, from 1
    /// @param wanted as OPA says it, such as `number` or `one of {array, object}`
    /// @param got [dev.portcullis.rego.value.RegoValue#typeName]
    public static BuiltinException operand(int position, String wanted, String got) {
        return new BuiltinException("operand " + position + " must be " + wanted + " but got " + got, true);
    }

    public boolean isTypeError() {
        return typeError;
    }
}
