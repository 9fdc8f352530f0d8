package dev.portcullis.rego.syntax;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ScannerException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/// YAML text as a tree with line numbers. What scalars mean is decided by [YamlScalar].
final class YamlReader {
    /// References to one anchor multiply; this bounds the tree they make.
    private static final int MAX_NODES = 100_000;

    private static final int MAX_DEPTH = 100;

    /// A node and the line it starts on, from 1.
    sealed interface YamlNode {
        int line();

        record Scalar(String text, boolean plain, int line) implements YamlNode {}

        record Sequence(List<YamlNode> elements, int line) implements YamlNode {}

        record Mapping(List<Entry> entries, int line) implements YamlNode {}
    }

    record Entry(YamlNode key, YamlNode value) {}

    /// The text is not YAML.
    static final class YamlException extends Exception {
        private static final long serialVersionUID = 1L;
        private final int line;

        YamlException(String message, int line) {
            super(message, null, false, false);
            this.line = line;
        }

        /// The line from 1, or 0 when the fault has no line.
        int line() {
            return line;
        }
    }

    private int nodes;

    private YamlReader() {}

    /// The first document of a text; null for an empty one.
    static @Nullable YamlNode read(String text) throws YamlException {
        try {
            LoadSettings settings =
                    LoadSettings.builder().setAllowDuplicateKeys(true).build();
            Composer composer = new Composer(settings, new ParserImpl(settings, new StreamReader(settings, text)));
            return composer.hasNext() ? new YamlReader().node(composer.next(), 0) : null;
        } catch (MarkedYamlEngineException fault) {
            throw located(fault);
        } catch (YamlEngineException fault) {
            throw new YamlException("yaml: " + firstLine(String.valueOf(fault.getMessage())), 0);
        }
    }

    /// The fault with the line go-yaml gives it: that of the construct it is in, where it has one, else its own; a
    /// parser counts lines from 0, a scanner from 1; the very first has no number.
    private static YamlException located(MarkedYamlEngineException fault) {
        int context = fault.getContextMark().map(Mark::getLine).orElse(0);
        int line = context != 0
                ? context
                : fault.getProblemMark().map(Mark::getLine).orElse(0);
        if (line != 0 && fault instanceof ScannerException) {
            line++;
        }
        String where = line == 0 ? "" : "line " + line + ": ";
        return new YamlException("yaml: " + where + YamlFault.text(fault.getContext(), fault.getProblem()), line);
    }

    private YamlNode node(Node node, int depth) throws YamlException {
        int line = node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
        if (++nodes > MAX_NODES || depth > MAX_DEPTH) {
            throw new YamlException("yaml: document contains excessive aliasing", 0);
        }
        return switch (node) {
            case ScalarNode scalar ->
                new YamlNode.Scalar(scalar.getValue(), scalar.getScalarStyle() == ScalarStyle.PLAIN, line);
            case SequenceNode sequence -> {
                List<YamlNode> elements = new ArrayList<>();
                for (Node element : sequence.getValue()) {
                    elements.add(node(element, depth + 1));
                }
                yield new YamlNode.Sequence(elements, line);
            }
            case MappingNode mapping -> {
                List<Entry> entries = new ArrayList<>();
                for (NodeTuple tuple : mapping.getValue()) {
                    entries.add(new Entry(node(tuple.getKeyNode(), depth + 1), node(tuple.getValueNode(), depth + 1)));
                }
                yield new YamlNode.Mapping(entries, line);
            }
            default -> throw new YamlException("yaml: unknown anchor", 0);
        };
    }

    private static String firstLine(String message) {
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }
}
