package dev.portcullis.rego.builtin;

import dev.portcullis.rego.value.RegoValue;

/// A failed call of a builtin: an error when errors are strict, undefined otherwise. The message is the part behind
/// the builtin's name in OPA's text (`concat: ` is added by the caller).
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
        return operand(position, "must be " + wanted + " but got " + got);
    }

    /// An array or set operand with an element of the wrong type.
    ///
    /// @param wanted as OPA says it, in the singular, such as `string`
    public static BuiltinException element(int position, RegoValue collection, String wanted, RegoValue got) {
        String type = collection.typeName();
        return new BuiltinException(
                "operand " + position + " must be " + type + " of " + wanted + "s but got " + type + " containing "
                        + got.typeName(),
                true);
    }

    /// An operand that is wrong in another way, such as a negative shift; `eval_type_error` in OPA too.
    ///
    /// @param complaint what follows `operand N `
    public static BuiltinException operand(int position, String complaint) {
        return new BuiltinException("operand " + position + " " + complaint, true);
    }

    /// A type error in words of its own.
    public static BuiltinException typeError(String message) {
        return new BuiltinException(message, true);
    }

    public boolean isTypeError() {
        return typeError;
    }
}
