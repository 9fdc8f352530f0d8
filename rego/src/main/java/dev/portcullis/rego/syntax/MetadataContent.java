package dev.portcullis.rego.syntax;

import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.source.RegoVersion;
import dev.portcullis.rego.source.Source;
import dev.portcullis.rego.source.Span;
import dev.portcullis.rego.syntax.YamlReader.YamlNode;
import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoBoolean;
import dev.portcullis.rego.value.RegoNull;
import dev.portcullis.rego.value.RegoNumber;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The fields of a metadata block, checked and brought into the form `rego.metadata.rule()` gives them: authors and
/// related resources as objects, schema paths as arrays. Fields OPA does not know are left out.
final class MetadataContent {
    /// The block is YAML but not metadata.
    static final class MetadataException extends Exception {
        private static final long serialVersionUID = 1L;

        MetadataException(String message) {
            super(message, null, false, false);
        }
    }

    private final String file;
    private final RegoObject.Builder content = RegoObject.builder();

    MetadataContent(String file) {
        this.file = file;
    }

    MetadataBlock block(Span place, @Nullable YamlNode root) throws MetadataException, YamlReader.YamlException {
        MetadataTypes.check(root);
        if (!(root instanceof YamlNode.Mapping fields)) {
            return new MetadataBlock(place, "", false, RegoObject.empty());
        }
        String scope = text(field(fields, "scope"));
        boolean entrypoint = truth(field(fields, "entrypoint"));
        putText("title", field(fields, "title"));
        if (entrypoint) {
            content.put("entrypoint", RegoBoolean.TRUE);
        }
        putText("description", field(fields, "description"));
        putAll("organizations", elements(field(fields, "organizations")), this::organization);
        putAll("related_resources", elements(field(fields, "related_resources")), this::resource);
        putAll("authors", elements(field(fields, "authors")), this::author);
        putAll("schemas", elements(field(fields, "schemas")), this::schema);
        for (String name : List.of("compile", "custom", "labels")) {
            if (field(fields, name) instanceof YamlNode.Mapping values
                    && !values.entries().isEmpty()) {
                content.put(name, object(values, true, List.of()));
            }
        }
        return new MetadataBlock(place, scope, entrypoint, content.build());
    }

    // ---- fields

    private static @Nullable YamlNode field(YamlNode.Mapping fields, String name) {
        YamlNode last = null;
        for (YamlReader.Entry entry : fields.entries()) {
            if (entry.key() instanceof YamlNode.Scalar key && key.text().equals(name)) {
                last = entry.value();
            }
        }
        return last;
    }

    private static String text(@Nullable YamlNode node) {
        return node instanceof YamlNode.Scalar scalar && !(YamlScalar.value(scalar) instanceof RegoNull)
                ? scalar.text()
                : "";
    }

    private static boolean truth(@Nullable YamlNode node) {
        return MetadataTypes.isTrue(text(node));
    }

    private static List<YamlNode> elements(@Nullable YamlNode node) {
        return node instanceof YamlNode.Sequence sequence ? sequence.elements() : List.of();
    }

    private void putText(String name, @Nullable YamlNode node) {
        String text = text(node);
        if (!text.isEmpty()) {
            content.put(name, RegoString.of(text));
        }
    }

    private interface Conversion {
        RegoValue convert(YamlNode node) throws MetadataException;
    }

    private void putAll(String name, List<YamlNode> nodes, Conversion conversion) throws MetadataException {
        List<RegoValue> values = new ArrayList<>();
        for (YamlNode node : nodes) {
            values.add(conversion.convert(node));
        }
        if (!values.isEmpty()) {
            content.put(name, RegoArray.copyOf(values));
        }
    }

    private RegoValue organization(YamlNode node) {
        return RegoString.of(text(node));
    }

    private RegoValue resource(YamlNode node) throws MetadataException {
        RegoObject.Builder resource = RegoObject.builder();
        String fault = null;
        if (node instanceof YamlNode.Mapping fields) {
            String ref = text(field(fields, "ref")).strip();
            String description = text(field(fields, "description")).strip();
            fault = ref.isEmpty() ? "'ref' value required in object" : null;
            resource.put("ref", RegoString.of(ref));
            if (!description.isEmpty()) {
                resource.put("description", RegoString.of(description));
            }
        } else if (isText(node)) {
            fault = text(node).isEmpty() ? "ref URL may not be empty string" : null;
            resource.put("ref", RegoString.of(text(node)));
        } else {
            fault = "invalid value type, must be string or map";
        }
        if (fault != null) {
            throw whole("invalid related-resource definition " + shown(node) + ": " + fault);
        }
        return resource.build();
    }

    private RegoValue author(YamlNode node) throws MetadataException {
        RegoObject.Builder author = RegoObject.builder();
        String fault = null;
        if (node instanceof YamlNode.Mapping fields) {
            putAuthor(
                    author,
                    text(field(fields, "name")).strip(),
                    text(field(fields, "email")).strip());
            fault = author.size() == 0 ? "'name' and/or 'email' values required in object" : null;
        } else if (isText(node)) {
            List<String> words = List.of(text(node).strip().split("\\s+"));
            String last = words.getLast();
            boolean email = last.length() >= 2 && last.startsWith("<") && last.endsWith(">");
            List<String> name = email ? words.subList(0, words.size() - 1) : words;
            putAuthor(author, String.join(" ", name), email ? last.substring(1, last.length() - 1) : "");
            fault = text(node).isBlank() ? "author is an empty string" : null;
        } else {
            fault = "invalid value type, must be string or map";
        }
        if (fault != null) {
            throw whole("invalid author definition " + shown(node) + ": " + fault);
        }
        return author.build();
    }

    private static void putAuthor(RegoObject.Builder author, String name, String email) {
        if (!name.isEmpty()) {
            author.put("name", RegoString.of(name));
        }
        if (!email.isEmpty()) {
            author.put("email", RegoString.of(email));
        }
    }

    private RegoValue schema(YamlNode node) throws MetadataException {
        if (!(node instanceof YamlNode.Mapping pair) || pair.entries().isEmpty()) {
            throw whole("invalid document reference");
        }
        String document = text(pair.entries().getFirst().key());
        YamlNode schema = pair.entries().getFirst().value();
        List<RegoValue> path = ref(document, false);
        if (path.isEmpty()) {
            throw whole("invalid document reference");
        }
        RegoObject.Builder entry = RegoObject.builder().put("path", RegoArray.copyOf(path));
        if (schema instanceof YamlNode.Mapping definition) {
            entry.put("definition", object(definition, false, List.of()));
        } else if (isText(schema)) {
            List<RegoValue> parts = ref(text(schema), true);
            if (parts.isEmpty() || !parts.getFirst().equals(RegoString.of("schema"))) {
                throw whole("invalid schema reference");
            }
            entry.put("schema", RegoArray.copyOf(parts));
        } else {
            throw whole("invalid schema declaration for path \"" + document + "\"");
        }
        return entry.build();
    }

    /// The parts of a ref, or of a lone name where that is allowed; empty when the text is none.
    private List<RegoValue> ref(String text, boolean nameAllowed) {
        Source source = new Source(file, text);
        if (!(Parser.parseTerm(source, RegoVersion.V1, ParserOptions.DEFAULT)
                instanceof Parsing.Parsed<Term>(Term term))) {
            return List.of();
        }
        if (term instanceof Term.Var name) {
            return nameAllowed ? List.of(RegoString.of(name.name())) : List.of();
        }
        if (!(term instanceof Term.Ref ref)) {
            return List.of();
        }
        List<RegoValue> parts = new ArrayList<>();
        parts.add(RegoString.of(TermText.write(ref.head())));
        for (Term part : ref.path()) {
            parts.add(part instanceof Term.Scalar(var _, RegoString name) ? name : RegoString.of(TermText.write(part)));
        }
        return parts;
    }

    // ---- values

    private static boolean isText(YamlNode node) {
        return node instanceof YamlNode.Scalar scalar && YamlScalar.value(scalar) instanceof RegoString;
    }

    private static RegoValue value(YamlNode node, List<String> path) throws MetadataException {
        return switch (node) {
            case YamlNode.Scalar scalar -> YamlScalar.value(scalar);
            case YamlNode.Mapping mapping -> object(mapping, false, path);
            case YamlNode.Sequence sequence -> {
                List<RegoValue> values = new ArrayList<>();
                for (YamlNode element : sequence.elements()) {
                    values.add(value(element, longer(path, String.valueOf(values.size()))));
                }
                yield RegoArray.copyOf(values);
            }
        };
    }

    /// A mapping as an object. With `anyKey`, at the outermost level, every scalar key counts as text and is no part of
    /// the path that errors name; below it only text may be a key.
    private static RegoObject object(YamlNode.Mapping mapping, boolean anyKey, List<String> path)
            throws MetadataException {
        RegoObject.Builder object = RegoObject.builder();
        for (YamlReader.Entry entry : mapping.entries()) {
            boolean scalar = entry.key() instanceof YamlNode.Scalar;
            if (!scalar || (!anyKey && !isText(entry.key()))) {
                throw whole("invalid map key type(s): " + String.join("/", path));
            }
            String key = ((YamlNode.Scalar) entry.key()).text();
            object.put(key, value(entry.value(), anyKey ? path : longer(path, key)));
        }
        return object.build();
    }

    private static List<String> longer(List<String> path, String part) {
        List<String> longer = new ArrayList<>(path);
        longer.add(part);
        return longer;
    }

    /// A node as Go prints it with `%s`.
    private static String shown(YamlNode node) {
        return switch (node) {
            case YamlNode.Scalar scalar -> shownScalar(scalar);
            case YamlNode.Sequence sequence ->
                sequence.elements().stream().map(MetadataContent::shown).collect(Collectors.joining(" ", "[", "]"));
            case YamlNode.Mapping mapping ->
                mapping.entries().stream()
                        .map(entry -> shown(entry.key()) + ":" + shown(entry.value()))
                        .sorted()
                        .collect(Collectors.joining(" ", "map[", "]"));
        };
    }

    private static String shownScalar(YamlNode.Scalar scalar) {
        return switch (YamlScalar.value(scalar)) {
            case RegoNull _ -> "<nil>";
            case RegoBoolean value -> "%!s(bool=" + value.value() + ")";
            case RegoNumber value when value.isLong() -> "%!s(int=" + value.text() + ")";
            case RegoNumber value -> "%!s(float64=" + value.text() + ")";
            default -> scalar.text();
        };
    }

    private static MetadataException whole(String message) {
        return new MetadataException(message);
    }
}
