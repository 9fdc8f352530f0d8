package dev.portcullis.lineage.connector.vault;

import dev.portcullis.lineage.connector.Fact;
import dev.portcullis.rego.value.JsonException;
import dev.portcullis.rego.value.RegoJson;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/// Audit lines of OpenBao 2.7.2. Two devices wrote those of one session: `hashed`, the default, and `raw`.
/// `namespace` is another session, in the namespace `team/`.
public final class Recording {
    private static final Set<String> SECRET_FIELDS =
            Set.of("client_token", "client_token_accessor", "accessor", "jwt", "key", "secret_id");

    private Recording() {}

    public static List<String> lines(String name) throws IOException {
        try (InputStream in = Recording.class.getResourceAsStream(name + ".ndjson")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    /// Every token, accessor and value that the raw recording shows.
    static Set<String> secrets() throws IOException, JsonException {
        var found = new TreeSet<String>();
        for (String line : lines("raw")) {
            collect(RegoJson.read(line), false, found);
        }
        found.add("CANARY-7f3a");
        return found;
    }

    private static void collect(RegoValue value, boolean secret, Set<String> found) {
        if (value instanceof RegoString text && secret && text.value().length() > 7) {
            found.add(text.value());
        }
        if (value instanceof RegoObject object) {
            for (int slot : object.sortedSlots()) {
                String key = ((RegoString) object.key(slot)).value();
                collect(object.value(slot), SECRET_FIELDS.contains(key), found);
            }
        }
    }

    /// A fact without its times.
    static String words(Fact fact) {
        return switch (fact) {
            case Fact.Use use ->
                "use " + use.consumer() + (use.flagged() ? " denied " : " ") + use.thing() + " " + use.uses();
            default -> fact.kind().name().toLowerCase(Locale.ROOT) + " " + fact.naturalKey();
        };
    }
}
