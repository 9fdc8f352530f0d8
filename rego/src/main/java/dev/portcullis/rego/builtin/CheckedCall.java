package dev.portcullis.rego.builtin;

import dev.portcullis.rego.types.Type;
import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoSet;
import dev.portcullis.rego.value.RegoValue;
import org.jspecify.annotations.Nullable;

/// A builtin behind the check of its arguments, with OPA's texts for operands of the wrong type. Kinds are checked,
/// and the kinds of elements where the declared element is a scalar; deeper structure is the function's own affair.
final class CheckedCall implements Builtin {
    private final Declaration declaration;
    private final Operand[] operands;
    private final Builtin function;

    private CheckedCall(Declaration declaration, Operand[] operands, Builtin function) {
        this.declaration = declaration;
        this.operands = operands;
        this.function = function;
    }

    static Builtin of(Declaration declaration, Builtin function) {
        Operand[] operands = new Operand[declaration.arity()];
        for (int i = 0; i < operands.length; i++) {
            operands[i] = Operand.of(declaration.parameters().get(i));
        }
        return new CheckedCall(declaration, operands, function);
    }

    static Builtin ofArity(Declaration declaration, Builtin function) {
        return new CheckedCall(declaration, new Operand[0], function);
    }

    @Override
    public @Nullable RegoValue call(BuiltinContext context, RegoValue[] arguments) throws BuiltinException {
        int arity = declaration.arity();
        if (declaration.variadic() ? arguments.length < arity : arguments.length != arity) {
            throw new BuiltinException("arity mismatch: have " + arguments.length + ", want " + arity);
        }
        for (int i = 0; i < operands.length; i++) {
            operands[i].check(i + 1, arguments[i]);
        }
        return function.call(context, arguments);
    }

    /// What one argument may be.
    ///
    /// @param kinds bit set over the kind codes of [RegoValue]
    /// @param wanted its name in errors
    /// @param elementKinds bit set over the kinds of elements; all bits when elements are not checked
    /// @param wantedElement name of an element in errors
    private record Operand(int kinds, String wanted, int elementKinds, String wantedElement) {
        private static final int ANY = (1 << (RegoValue.SET + 1)) - 1;

        static Operand of(Type type) {
            Type element = scalarElement(type);
            return new Operand(
                    kinds(type),
                    names(type),
                    element == null ? ANY : kinds(element),
                    element == null ? "" : names(element));
        }

        void check(int position, RegoValue argument) throws BuiltinException {
            if ((kinds & (1 << argument.kind())) == 0) {
                throw BuiltinException.operand(position, wanted, argument.typeName());
            }
            if (elementKinds != ANY) {
                checkElements(position, argument);
            }
        }

        private void checkElements(int position, RegoValue argument) throws BuiltinException {
            if (argument instanceof RegoArray array) {
                for (int i = 0, n = array.size(); i < n; i++) {
                    checkElement(position, argument, array.get(i));
                }
            } else if (argument instanceof RegoSet set) {
                for (int i = 0, n = set.size(); i < n; i++) {
                    if ((elementKinds & (1 << set.element(i).kind())) == 0) {
                        // Only now does order matter: the error names the first offender.
                        checkElements(position, set.toArray(), argument);
                    }
                }
            }
        }

        private void checkElements(int position, RegoArray elements, RegoValue argument) throws BuiltinException {
            for (int i = 0, n = elements.size(); i < n; i++) {
                checkElement(position, argument, elements.get(i));
            }
        }

        private void checkElement(int position, RegoValue argument, RegoValue element) throws BuiltinException {
            if ((elementKinds & (1 << element.kind())) == 0) {
                throw BuiltinException.element(position, argument, wantedElement, element);
            }
        }

        private static @Nullable Type scalarElement(Type type) {
            return switch (type) {
                case Type.Array(var elements, Type rest) when elements.isEmpty() -> scalar(rest);
                case Type.Set(Type element) -> scalar(element);
                case Type.Union(var members) -> {
                    Type shared = null;
                    for (Type member : members) {
                        Type element = scalarElement(member);
                        shared = element == null ? shared : element;
                    }
                    yield shared;
                }
                case Type.Any(), Type.Null(), Type.Bool(), Type.Num(), Type.Text() -> null;
                case Type.Array _, Type.Obj _, Type.Function _, Type.Recursive _, Type.Unknown _ -> null;
            };
        }

        private static @Nullable Type scalar(Type type) {
            return type instanceof Type.Num || type instanceof Type.Text ? type : null;
        }

        private static int kinds(Type type) {
            return switch (type) {
                case Type.Any(), Type.Function _, Type.Recursive _, Type.Unknown _ -> ANY;
                case Type.Null() -> 1 << RegoValue.NULL;
                case Type.Bool() -> 1 << RegoValue.BOOLEAN;
                case Type.Num() -> 1 << RegoValue.NUMBER;
                case Type.Text() -> 1 << RegoValue.STRING;
                case Type.Array _ -> 1 << RegoValue.ARRAY;
                case Type.Obj _ -> 1 << RegoValue.OBJECT;
                case Type.Set _ -> 1 << RegoValue.SET;
                case Type.Union(var members) -> {
                    int kinds = 0;
                    for (Type member : members) {
                        kinds |= kinds(member);
                    }
                    yield kinds;
                }
            };
        }

        private static String names(Type type) {
            return switch (type) {
                case Type.Any(), Type.Function _, Type.Recursive _, Type.Unknown _ -> "any";
                case Type.Null() -> "null";
                case Type.Bool() -> "boolean";
                case Type.Num() -> "number";
                case Type.Text() -> "string";
                case Type.Array _ -> "array";
                case Type.Obj _ -> "object";
                case Type.Set _ -> "set";
                case Type.Union(var members) -> {
                    StringBuilder names = new StringBuilder("one of {");
                    for (Type member : members) {
                        names.append(names.charAt(names.length() - 1) == '{' ? "" : ", ")
                                .append(names(member));
                    }
                    yield names.append('}').toString();
                }
            };
        }
    }
}
