package dev.portcullis.lineage.connector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.lineage.connector.RecordFields.FieldException;
import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoJson;
import dev.portcullis.rego.value.RegoNumber;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The parser, the JSON Schema and docs/spec/evidence.md name the same fields, and require the same ones.
final class EvidenceSchemaTest {
    private static final Set<String> COMMON = Set.of("kind", "external_id", "observed", "record");

    /// A value that every field of that name accepts.
    private static final Map<String, String> VALUES = Map.ofEntries(
            Map.entry("type", "function"),
            Map.entry("lifetime", "static"),
            Map.entry("platform", "lambda"),
            Map.entry("edge", "stored_in"),
            Map.entry("access", "read"),
            Map.entry("code", "task_ended"),
            Map.entry("severity", "low"),
            Map.entry("last_use", "2026-11-02T08:00:00Z"),
            Map.entry("until", "2026-11-02T08:00:00Z"),
            Map.entry("since", "2026-11-02T08:00:00Z"));

    @ParameterizedTest
    @EnumSource(Fact.Kind.class)
    void parserSchemaAndPageAgree(Fact.Kind kind) throws Exception {
        RegoObject definition = definition(word(kind));
        Set<String> required = strings(get(definition, "required"));
        required.remove("kind");
        Set<String> properties = keys(get(definition, "properties"));
        properties.removeAll(COMMON);

        assertEquals(fieldsOfPage(kind, false), properties, "page and schema");
        assertEquals(fieldsOfPage(kind, true), required, "required on page and in schema");
        var fields = new RecordFields(record(required));
        FactReader.read(kind, fields);
        assertEquals(properties, new TreeSet<>(fields.asked()), "parser and schema");
        for (String field : required) {
            var fewer = new TreeSet<>(required);
            fewer.remove(field);
            assertEquals("field `" + field + "` is missing", refusal(kind, record(fewer)));
        }
    }

    @ParameterizedTest
    @EnumSource(Fact.Kind.class)
    void noMessageRepeatsAValue(Fact.Kind kind) throws Exception {
        RegoObject definition = definition(word(kind));
        Set<String> required = strings(get(definition, "required"));
        int refused = 0;
        for (String field : keys(get(definition, "properties"))) {
            RegoObject record = with(record(required), field, RegoString.of("Canary:5f3a 9c"));
            String message = fileRefusal(RegoJson.write(with(record, "kind", RegoString.of(word(kind)))));
            assertFalse(message.contains("5f3a") || message.contains("9c"), message);
            refused += message.isEmpty() ? 0 : 1;
        }
        assertTrue(refused >= required.size() - 1, "fields that refuse a canary: " + refused);
    }

    private static String fileRefusal(String line) throws ConnectorException {
        var reader = new EvidenceReader("file", Limits.DEFAULT);
        reader.line(
                "{\"kind\":\"source\",\"source\":\"s\",\"watermark\":\"2026-11-02T09:00:00Z\",\"listing\":\"partial\"}"
                        .getBytes(StandardCharsets.UTF_8));
        try {
            reader.line(line.getBytes(StandardCharsets.UTF_8));
            return "";
        } catch (ConnectorException refused) {
            return String.valueOf(refused.getMessage());
        }
    }

    private static RegoObject with(RegoObject record, String field, RegoValue value) {
        var changed = RegoObject.builder();
        for (int slot = 0; slot < record.size(); slot++) {
            changed.put(record.key(slot), record.value(slot));
        }
        return changed.put(field, value).build();
    }

    private static String refusal(Fact.Kind kind, RegoObject record) {
        try {
            return "accepted: " + FactReader.read(kind, new RecordFields(record));
        } catch (FieldException refused) {
            return String.valueOf(refused.getMessage());
        }
    }

    private static RegoObject record(Set<String> fields) {
        var record = RegoObject.builder();
        for (String field : fields) {
            RegoValue value =
                    field.equals("score") ? RegoNumber.of(1) : RegoString.of(VALUES.getOrDefault(field, "a:b:c"));
            record.put(field, value);
        }
        return record.build();
    }

    private static RegoObject definition(String name) throws Exception {
        try (InputStream in = EvidenceSchemaTest.class.getResourceAsStream("evidence.schema.json")) {
            RegoValue schema = RegoJson.read(Objects.requireNonNull(in).readAllBytes());
            return (RegoObject) get((RegoObject) get((RegoObject) schema, "$defs"), name);
        }
    }

    /// The first column of the table below a kind's heading.
    private static Set<String> fieldsOfPage(Fact.Kind kind, boolean onlyRequired) throws Exception {
        Path page = Path.of(Objects.requireNonNull(System.getProperty("portcullis.root")), "docs/spec/evidence.md");
        String text = Files.readString(page);
        String heading = "\n### `" + word(kind) + "`\n";
        String section = text.substring(text.indexOf(heading) + heading.length());
        int end = section.indexOf("\n#");
        Matcher rows = Pattern.compile("(?m)^\\| `([a-z_]+)` \\|[^|]*\\|([^|]*)\\|$")
                .matcher(end < 0 ? section : section.substring(0, end));
        var fields = new TreeSet<String>();
        while (rows.find()) {
            if (!onlyRequired || rows.group(2).strip().startsWith("required")) {
                fields.add(rows.group(1));
            }
        }
        return fields;
    }

    private static String word(Fact.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static RegoValue get(RegoObject object, String key) {
        return Objects.requireNonNull(object.get(key), key);
    }

    private static Set<String> keys(RegoValue object) {
        var keys = new TreeSet<String>();
        RegoObject fields = (RegoObject) object;
        for (int slot = 0; slot < fields.size(); slot++) {
            keys.add(((RegoString) fields.key(slot)).value());
        }
        return keys;
    }

    private static Set<String> strings(RegoValue array) {
        var strings = new TreeSet<String>();
        for (RegoValue value : ((RegoArray) array).toList()) {
            strings.add(((RegoString) value).value());
        }
        return strings;
    }
}
