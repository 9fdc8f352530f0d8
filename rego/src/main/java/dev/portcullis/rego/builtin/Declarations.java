package dev.portcullis.rego.builtin;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is declared, by name: all builtins of OPA 1.22.2, whether or not this build implements them.
public final class Declarations {
    private final Map<String, Declaration> byName;

    private Declarations(Map<String, Declaration> byName) {
        this.byName = Collections.unmodifiableMap(byName);
    }

    /// The builtins of OPA 1.22.2; read once, on first use.
    public static Declarations opa() {
        return Loaded.OPA;
    }

    /// The declaration of a builtin such as `array.concat`, or null when OPA has none of that name.
    public @Nullable Declaration get(String name) {
        return byName.get(name);
    }

    /// Every declaration, in order of names.
    public Collection<Declaration> all() {
        return byName.values();
    }

    /// Reads the notation of `declarations.txt`, which its head describes.
    ///
    /// @throws IllegalArgumentException for a line that is not in the notation, or a name declared twice
    static Declarations parse(String text) {
        Map<String, Declaration> byName = new LinkedHashMap<>();
        for (String line : text.lines().toList()) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            Declaration declaration = new DeclarationParser(line).declaration();
            if (byName.putIfAbsent(declaration.name(), declaration) != null) {
                throw new IllegalArgumentException("builtin `" + declaration.name() + "` is declared twice");
            }
        }
        return new Declarations(byName);
    }

    private static final class Loaded {
        static final Declarations OPA = read();

        private static Declarations read() {
            try (InputStream in = Declarations.class.getResourceAsStream("declarations.txt")) {
                if (in == null) {
                    throw new AssertionError("BUG: declarations.txt is missing");
                }
                return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new AssertionError("BUG: declarations.txt is unreadable", e);
            }
        }
    }
}
