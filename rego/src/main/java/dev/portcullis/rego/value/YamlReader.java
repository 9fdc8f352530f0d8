package dev.portcullis.rego.value;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Builds values from the events of a YAML parser. Aliases share the value of their anchor; how much they multiply
/// is bounded.
final class YamlReader {
    private static final Pattern EXPECTED =
            Pattern.compile("^expected (?:the )?(.*), but (?:got|found) .*$", Pattern.DOTALL);
    private static final String TAG_PREFIX = "tag:yaml.org,2002:";
    /// Values that aliases may stand for, over all of a document.
    private static final long MAX_EXPANSION = 4_000_000;

    private final String text;
    private final int maxDepth;
    private final Map<String, Anchored> anchors = new HashMap<>();
    private final Set<String> open = new HashSet<>();
    private Iterator<Event> events = List.<Event>of().iterator();
    private long built;
    private long expanded;

    YamlReader(String text, JsonLimits limits) throws YamlException {
        this.text = text;
        this.maxDepth = limits.maxDepth();
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > limits.maxBytes()) {
            throw fail("text of " + bytes + " bytes is longer than the allowed " + limits.maxBytes());
        }
    }

    /// @param size values it consists of
    private record Anchored(RegoValue value, long size) {}

    RegoValue read() throws YamlException {
        LoadSettings settings =
                LoadSettings.builder().setCodePointLimit(Integer.MAX_VALUE).build();
        try {
            events = new Parse(settings).parseString(text).iterator();
            RegoValue first = null;
            while (events.hasNext()) {
                Event event = events.next();
                // Later documents are parsed, but not built.
                if (first == null && event instanceof NodeEvent node) {
                    first = node(node, 0);
                }
            }
            return first == null ? RegoNull.NULL_VALUE : first;
        } catch (MarkedYamlEngineException e) {
            String line = e.getProblemMark()
                    .map(mark -> "line " + (mark.getLine() + 1) + ": ")
                    .orElse("");
            throw fail(line + problem(String.valueOf(e.getProblem())));
        } catch (YamlEngineException e) {
            throw fail(String.valueOf(e.getMessage()));
        }
    }

    /// A parser's complaint in the words of Go's parser.
    private static String problem(String problem) {
        return EXPECTED.matcher(problem).replaceFirst("did not find expected $1");
    }

    private RegoValue node(NodeEvent event, int depth) throws YamlException {
        if (depth > maxDepth) {
            throw fail("nesting is deeper than the allowed " + maxDepth);
        }
        built++;
        if (event instanceof AliasEvent alias) {
            return alias(alias.getAlias().getValue());
        }
        String anchor = event.getAnchor().map(name -> name.getValue()).orElse(null);
        if (anchor != null) {
            anchors.remove(anchor);
            open.add(anchor);
        }
        long before = built + expanded;
        RegoValue value = switch (event) {
            case ScalarEvent scalar -> scalar(scalar);
            case SequenceStartEvent _ -> sequence(depth);
            case MappingStartEvent _ -> mapping(depth);
            default -> throw fail("unexpected event " + event.getEventId());
        };
        if (anchor != null) {
            open.remove(anchor);
            anchors.put(anchor, new Anchored(value, 1 + built + expanded - before));
        }
        return value;
    }

    private RegoValue alias(String name) throws YamlException {
        Anchored anchored = anchors.get(name);
        if (anchored == null) {
            throw fail(
                    open.contains(name)
                            ? "anchor '" + name + "' value contains itself"
                            : "unknown anchor '" + name + "' referenced");
        }
        expanded += anchored.size;
        if (expanded > MAX_EXPANSION) {
            throw fail("document contains excessive aliasing");
        }
        return anchored.value;
    }

    private NodeEvent nextNode() throws YamlException {
        if (events.next() instanceof NodeEvent node) {
            return node;
        }
        throw fail("unexpected end of a collection");
    }

    private RegoArray sequence(int depth) throws YamlException {
        List<RegoValue> elements = new ArrayList<>();
        for (Event event = events.next(); event instanceof NodeEvent node; event = events.next()) {
            elements.add(node(node, depth + 1));
        }
        return RegoArray.copyOf(elements);
    }

    /// Of equal keys the last wins. What is merged in gives way to the mapping's own keys, and to what was merged
    /// before.
    private RegoObject mapping(int depth) throws YamlException {
        RegoObject.Builder own = RegoObject.builder();
        List<RegoObject> merged = new ArrayList<>();
        for (Event event = events.next(); event instanceof NodeEvent keyNode; event = events.next()) {
            boolean merge = keyNode instanceof ScalarEvent scalar && isMerge(scalar);
            RegoString key = merge ? RegoString.EMPTY : key(keyNode, depth);
            RegoValue value = node(nextNode(), depth + 1);
            if (merge) {
                addMerged(value, merged);
            } else {
                own.put(key, value);
            }
        }
        for (RegoObject source : merged) {
            for (int slot = 0; slot < source.size(); slot++) {
                if (own.get(source.key(slot)) == null) {
                    own.put(source.key(slot), source.value(slot));
                }
            }
        }
        return own.build();
    }

    private static boolean isMerge(ScalarEvent scalar) {
        return scalar.isPlain()
                && scalar.getValue().equals("<<")
                && tag(scalar.getTag()).isEmpty();
    }

    private static void addMerged(RegoValue value, List<RegoObject> merged) throws YamlException {
        RegoArray sources = value instanceof RegoArray array ? array : RegoArray.of(value);
        for (RegoValue source : sources.toList()) {
            if (!(source instanceof RegoObject object)) {
                throw fail("map merge requires map or sequence of maps as the value");
            }
            merged.add(object);
        }
    }

    /// A key as the string it has in JSON.
    private RegoString key(NodeEvent event, int depth) throws YamlException {
        RegoValue key = node(event, depth + 1);
        return switch (key) {
            case RegoString string -> string;
            case RegoBoolean bool -> RegoString.of(Boolean.toString(bool.value()));
            case RegoNumber number when event instanceof ScalarEvent scalar -> RegoString.of(numberKey(scalar, number));
            case RegoNumber number -> RegoString.of(number.text());
            case RegoNull _ -> throw new YamlException("unsupported map key of type: null");
            case RegoArray _, RegoObject _, RegoSet _ -> throw fail("invalid map key: " + key);
        };
    }

    private static String numberKey(ScalarEvent scalar, RegoNumber number) {
        return YamlScalar.of(scalar.getValue()) == YamlScalar.FLOAT
                ? DoubleText.shortest((float) YamlScalar.doubleValue(scalar.getValue()))
                : number.text();
    }

    private static String tag(Optional<String> tag) {
        String name = tag.orElse("");
        return name.equals("!") ? "" : name.startsWith(TAG_PREFIX) ? "!!" + name.substring(TAG_PREFIX.length()) : name;
    }

    private static RegoValue scalar(ScalarEvent event) throws YamlException {
        String value = event.getValue();
        String tag = tag(event.getTag());
        if (tag.isEmpty()) {
            return event.isPlain() ? resolved(YamlScalar.of(value), value) : RegoString.of(value);
        }
        return switch (tag) {
            case "!!null", "!!bool", "!!int", "!!float" -> tagged(tag, value);
            case "!!binary" -> binary(value);
            default -> RegoString.of(value);
        };
    }

    private static RegoValue resolved(YamlScalar kind, String text) throws YamlException {
        return switch (kind) {
            case NULL -> RegoNull.NULL_VALUE;
            case BOOLEAN -> RegoBoolean.of(text.charAt(0) == 't' || text.charAt(0) == 'T');
            case INTEGER -> YamlScalar.integerValue(text);
            case FLOAT -> RegoNumber.parse(DoubleText.json(YamlScalar.doubleValue(text)));
            case NON_FINITE -> throw new YamlException("json: unsupported value: " + nonFinite(text));
            case MERGE, TIMESTAMP, STRING -> RegoString.of(text);
        };
    }

    private static String nonFinite(String text) {
        return text.toLowerCase(java.util.Locale.ROOT).endsWith("nan") ? "NaN" : text.startsWith("-") ? "-Inf" : "+Inf";
    }

    private static RegoValue tagged(String tag, String text) throws YamlException {
        YamlScalar kind = YamlScalar.of(text);
        String found = switch (kind) {
            case NULL -> "!!null";
            case BOOLEAN -> "!!bool";
            case INTEGER -> "!!int";
            case FLOAT, NON_FINITE -> "!!float";
            case MERGE -> "!!merge";
            case TIMESTAMP, STRING -> "!!str";
        };
        if (found.equals(tag)) {
            return resolved(kind, text);
        }
        if (tag.equals("!!float") && kind == YamlScalar.INTEGER) {
            return RegoNumber.parse(DoubleText.json(YamlScalar.doubleValue(text)));
        }
        throw fail("cannot decode " + found + " `" + text + "` as a " + tag);
    }

    private static RegoString binary(String text) throws YamlException {
        try {
            return RegoString.ofUtf8(Base64.getDecoder().decode(text.replaceAll("[\r\n]", "")));
        } catch (IllegalArgumentException e) {
            throw fail("!!binary value contains invalid base64 data");
        }
    }

    private static YamlException fail(String message) {
        return new YamlException("yaml: " + message);
    }
}
