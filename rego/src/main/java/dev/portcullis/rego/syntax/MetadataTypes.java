package dev.portcullis.rego.syntax;

import dev.portcullis.rego.syntax.YamlReader.YamlNode;
import dev.portcullis.rego.value.RegoJson;
import dev.portcullis.rego.value.RegoNull;
import dev.portcullis.rego.value.RegoString;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Whether the fields of a metadata block have the types they should, in the words of go-yaml: all faults in one
/// message, in the order of the text.
final class MetadataTypes {
    private static final Set<String> TRUE_WORDS = Set.of("y", "yes", "on", "true");
    private static final Set<String> FALSE_WORDS = Set.of("n", "no", "off", "false");
    private static final String ANY_MAP = "map[string]interface {}";
    private static final int SHOWN_TEXT = 10;

    private final List<String> faults = new ArrayList<>();
    private int firstLine;

    private MetadataTypes() {}

    static boolean isTrue(String word) {
        return TRUE_WORDS.contains(word.toLowerCase(Locale.ROOT));
    }

    /// Throws when something is amiss; no content at all is fine.
    static void check(@Nullable YamlNode root) throws YamlReader.YamlException {
        MetadataTypes types = new MetadataTypes();
        if (root instanceof YamlNode.Mapping fields) {
            types.fields(fields);
        } else if (root != null && !isNull(root)) {
            types.mistyped(root, "ast.rawAnnotation");
        }
        if (!types.faults.isEmpty()) {
            throw new YamlReader.YamlException(
                    "yaml: unmarshal errors:\n" + String.join("\n", types.faults), types.firstLine);
        }
    }

    private void fields(YamlNode.Mapping fields) {
        if (repeatsKeys(fields)) {
            return;
        }
        for (YamlReader.Entry entry : fields.entries()) {
            if (entry.key() instanceof YamlNode.Scalar name && !isNull(entry.value())) {
                field(name.text(), entry.value());
            }
        }
    }

    private void field(String name, YamlNode value) {
        switch (name) {
            case "scope", "title", "description" -> text(value);
            case "entrypoint" -> truth(value);
            case "organizations" -> sequence(value, "[]string").forEach(this::text);
            case "related_resources", "authors" ->
                sequence(value, "[]interface {}").forEach(this::any);
            case "schemas" -> sequence(value, "[]" + ANY_MAP).forEach(this::mapping);
            case "compile", "custom", "labels" -> mapping(value);
            default -> {}
        }
    }

    private void text(YamlNode value) {
        if (!(value instanceof YamlNode.Scalar)) {
            mistyped(value, "string");
        }
    }

    private void truth(YamlNode value) {
        String word = value instanceof YamlNode.Scalar scalar ? scalar.text().toLowerCase(Locale.ROOT) : "";
        if (!TRUE_WORDS.contains(word) && !FALSE_WORDS.contains(word)) {
            mistyped(value, "bool");
        }
    }

    private List<YamlNode> sequence(YamlNode value, String type) {
        if (value instanceof YamlNode.Sequence sequence) {
            return sequence.elements();
        }
        mistyped(value, type);
        return List.of();
    }

    private void mapping(YamlNode value) {
        if (value instanceof YamlNode.Mapping mapping) {
            any(mapping);
        } else if (!isNull(value)) {
            mistyped(value, ANY_MAP);
        }
    }

    private void any(YamlNode value) {
        switch (value) {
            case YamlNode.Scalar _ -> {}
            case YamlNode.Sequence sequence -> sequence.elements().forEach(this::any);
            case YamlNode.Mapping mapping -> {
                if (!repeatsKeys(mapping)) {
                    mapping.entries().forEach(entry -> any(entry.value()));
                }
            }
        }
    }

    private boolean repeatsKeys(YamlNode.Mapping mapping) {
        boolean repeats = false;
        List<YamlReader.Entry> entries = mapping.entries();
        for (int i = 0; i < entries.size(); i++) {
            for (int j = i + 1; j < entries.size(); j++) {
                if (entries.get(i).key() instanceof YamlNode.Scalar first
                        && entries.get(j).key() instanceof YamlNode.Scalar second
                        && first.text().equals(second.text())) {
                    String key = RegoJson.write(RegoString.of(second.text()));
                    add(second.line(), "mapping key " + key + " already defined at line " + first.line());
                    repeats = true;
                }
            }
        }
        return repeats;
    }

    private static boolean isNull(YamlNode node) {
        return node instanceof YamlNode.Scalar scalar && YamlScalar.value(scalar) instanceof RegoNull;
    }

    private void mistyped(YamlNode node, String type) {
        String found = switch (node) {
            case YamlNode.Sequence _ -> "!!seq";
            case YamlNode.Mapping _ -> "!!map";
            case YamlNode.Scalar scalar -> YamlScalar.tag(scalar) + " `" + shortened(scalar.text()) + "`";
        };
        add(node.line(), "cannot unmarshal " + found + " into " + type);
    }

    private void add(int line, String fault) {
        faults.add("  line " + line + ": " + fault);
        firstLine = firstLine == 0 ? line : firstLine;
    }

    private static String shortened(String text) {
        return text.length() > SHOWN_TEXT ? text.substring(0, SHOWN_TEXT - 3) + "..." : text;
    }
}
