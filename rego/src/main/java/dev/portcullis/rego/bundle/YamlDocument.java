package dev.portcullis.rego.bundle;

import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoBoolean;
import dev.portcullis.rego.value.RegoNull;
import dev.portcullis.rego.value.RegoNumber;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/// One YAML text read as OPA 1.22 reads it: keys become strings, of equal keys the last wins, merge keys apply,
/// aliases are copied. Of several documents the first counts, but all must parse.
final class YamlDocument {
    private static final int MAX_NODES = 10_000_000;
    private static final int MAX_DEPTH = 1_000;
    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setSchema(YamlScalars.SCHEMA)
            .setAllowDuplicateKeys(true)
            .setAllowNonScalarKeys(true)
            .setMaxAliasesForCollections(Integer.MAX_VALUE)
            .setCodePointLimit(Integer.MAX_VALUE)
            .build();

    private final String file;
    private int nodes;

    /// @param file named in errors
    YamlDocument(String file) {
        this.file = file;
    }

    /// The first document, or null (the value) when there is none.
    RegoValue read(String text) throws BundleException {
        try {
            Parser events = new BoundedParser(new ParserImpl(SETTINGS, new StreamReader(SETTINGS, text)));
            Iterator<Node> documents = new Composer(SETTINGS, events);
            RegoValue first = documents.hasNext() ? value(documents.next(), 0) : RegoNull.NULL_VALUE;
            while (documents.hasNext()) {
                documents.next();
            }
            return first;
        } catch (MarkedYamlEngineException e) {
            Mark mark = e.getProblemMark().or(e::getContextMark).orElse(null);
            String problem = e.getProblem() == null ? "not YAML" : e.getProblem();
            throw BundleException.syntax(
                    file, mark == null ? 1 : mark.getLine() + 1, mark == null ? 1 : mark.getColumn() + 1, problem);
        } catch (YamlEngineException e) {
            throw BundleException.syntax(file, 1, 1, e.getMessage());
        }
    }

    private RegoValue value(Node node, int depth) throws BundleException {
        if (++nodes > MAX_NODES) {
            throw wrong(node, "more than " + MAX_NODES + " values, aliases included");
        }
        if (depth > MAX_DEPTH) {
            throw wrong(node, "nested more than " + MAX_DEPTH + " deep");
        }
        return switch (node) {
            case ScalarNode scalar -> scalar(scalar);
            case SequenceNode sequence -> {
                List<RegoValue> elements = new ArrayList<>();
                for (Node element : sequence.getValue()) {
                    elements.add(value(element, depth + 1));
                }
                yield RegoArray.copyOf(elements);
            }
            case MappingNode mapping -> RegoObject.of(entries(mapping, depth + 1));
            default -> throw wrong(node, "neither a scalar, a sequence nor a mapping");
        };
    }

    private Map<String, RegoValue> entries(MappingNode mapping, int depth) throws BundleException {
        Map<String, RegoValue> entries = new LinkedHashMap<>();
        for (NodeTuple entry : mapping.getValue()) {
            entries.put(key(entry.getKeyNode()), value(entry.getValueNode(), depth));
        }
        return entries;
    }

    private String key(Node node) throws BundleException {
        RegoValue key = node instanceof ScalarNode scalar ? scalar(scalar) : RegoNull.NULL_VALUE;
        return switch (key) {
            case RegoString text -> text.value();
            case RegoNumber number -> number.text();
            case RegoBoolean truth -> truth.toString();
            default -> throw wrong(node, "a key must be a string, a number or a boolean");
        };
    }

    private RegoValue scalar(ScalarNode node) throws BundleException {
        Tag tag = node.getTag();
        if (tag.equals(Tag.BINARY)) {
            try {
                return RegoString.ofUtf8(Base64.getMimeDecoder().decode(node.getValue()));
            } catch (IllegalArgumentException e) {
                throw wrong(node, "not base64");
            }
        }
        Tag meaning = YamlScalars.resolve(node.getValue());
        boolean asResolved = tag.equals(meaning) || (tag.equals(Tag.FLOAT) && meaning.equals(Tag.INT));
        if (asResolved) {
            try {
                return YamlScalars.value(meaning, node.getValue());
            } catch (NumberFormatException e) {
                throw wrong(node, "`" + node.getValue() + "` has no JSON form");
            }
        }
        if (YamlScalars.isResolvable(tag)) {
            throw wrong(node, "cannot read `" + node.getValue() + "` as `" + tag.getValue() + "`");
        }
        return RegoString.of(node.getValue());
    }

    private BundleException wrong(Node node, String message) {
        int row = node.getStartMark().map(Mark::getLine).orElse(0) + 1;
        int column = node.getStartMark().map(Mark::getColumn).orElse(0) + 1;
        return BundleException.syntax(file, row, column, message);
    }

    /// Ends a text that nests deeper than the recursive composer can follow.
    private static final class BoundedParser implements Parser {
        private final Parser parser;
        private int depth;

        BoundedParser(Parser parser) {
            this.parser = parser;
        }

        @Override
        public boolean hasNext() {
            return parser.hasNext();
        }

        @Override
        public boolean checkEvent(Event.ID choice) {
            return parser.checkEvent(choice);
        }

        @Override
        public Event peekEvent() {
            return parser.peekEvent();
        }

        @Override
        public Event next() {
            Event event = parser.next();
            switch (event.getEventId()) {
                case SequenceStart, MappingStart -> depth++;
                case SequenceEnd, MappingEnd -> depth--;
                default -> {}
            }
            if (depth > MAX_DEPTH) {
                throw new YamlEngineException("nested more than " + MAX_DEPTH + " deep");
            }
            return event;
        }
    }
}
