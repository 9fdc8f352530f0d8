package dev.portcullis.rego.builtin;

import dev.portcullis.rego.types.Basic;
import dev.portcullis.rego.types.Type;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads one line of `declarations.txt`: `name(parameters): result; flags`.
final class DeclarationParser {
    private final String line;
    private int at;

    DeclarationParser(String line) {
        this.line = line;
    }

    Declaration declaration() {
        String name = until("(");
        List<Type> parameters = new ArrayList<>();
        boolean variadic = false;
        while (!accept(")")) {
            if (!parameters.isEmpty()) {
                expect(", ");
            }
            variadic = accept("...");
            parameters.add(type());
        }
        expect(": ");
        boolean isVoid = accept("void");
        Type result = isVoid ? Basic.ANY : type();
        Flags flags = flags();
        return new Declaration(
                name,
                flags.infix,
                parameters,
                result,
                variadic,
                flags.relation,
                isVoid,
                flags.nondeterministic,
                flags.deprecated);
    }

    private Flags flags() {
        Flags flags = new Flags();
        for (String separator = "; "; at < line.length(); separator = ", ") {
            expect(separator);
            if (accept("infix ")) {
                int end = line.indexOf(", ", at);
                flags.infix = line.substring(at, end < 0 ? line.length() : end);
                at += flags.infix.length();
            } else if (accept("relation")) {
                flags.relation = true;
            } else if (accept("nondeterministic")) {
                flags.nondeterministic = true;
            } else if (accept("deprecated")) {
                flags.deprecated = true;
            } else {
                throw fail("a flag");
            }
        }
        return flags;
    }

    private Type type() {
        List<Type> members = new ArrayList<>();
        do {
            members.add(single());
        } while (accept(" | "));
        return members.size() == 1 ? members.getFirst() : new Type.Union(members);
    }

    private Type single() {
        if (accept("array[")) {
            return Type.Array.of(closed(type()));
        }
        if (accept("set[")) {
            return new Type.Set(closed(type()));
        }
        if (accept("[")) {
            return fixedArray();
        }
        if (accept("{")) {
            return object();
        }
        Type scalar = scalar();
        if (scalar == null) {
            throw fail("a type");
        }
        return scalar;
    }

    private @Nullable Type scalar() {
        if (accept("any")) {
            return Basic.ANY;
        }
        if (accept("null")) {
            return Basic.NULL;
        }
        if (accept("boolean")) {
            return Basic.BOOLEAN;
        }
        if (accept("number")) {
            return Basic.NUMBER;
        }
        return accept("string") ? Basic.STRING : null;
    }

    private Type closed(Type element) {
        expect("]");
        return element;
    }

    private Type.Array fixedArray() {
        List<Type> elements = new ArrayList<>();
        do {
            elements.add(type());
        } while (accept(", "));
        expect("]");
        return new Type.Array(elements, Basic.UNKNOWN);
    }

    private Type.Obj object() {
        List<Type.Property> properties = new ArrayList<>();
        Type.Others others = null;
        do {
            if (accept("[")) {
                Type key = closed(type());
                expect(": ");
                others = new Type.Others(key, type());
            } else {
                String key = until(": ");
                properties.add(new Type.Property(key, type()));
            }
        } while (others == null && accept(", "));
        expect("}");
        return new Type.Obj(properties, others);
    }

    private String until(String mark) {
        int end = line.indexOf(mark, at);
        if (end <= at) {
            throw fail("a name before `" + mark + "`");
        }
        String name = line.substring(at, end);
        at = end + mark.length();
        return name;
    }

    private boolean accept(String text) {
        if (line.startsWith(text, at)) {
            at += text.length();
            return true;
        }
        return false;
    }

    private void expect(String text) {
        if (!accept(text)) {
            throw fail("`" + text + "`");
        }
    }

    private IllegalArgumentException fail(String expected) {
        return new IllegalArgumentException("expected " + expected + " at column " + (at + 1) + " of `" + line + "`");
    }

    private static final class Flags {
        String infix = "";
        boolean relation;
        boolean nondeterministic;
        boolean deprecated;
    }
}
