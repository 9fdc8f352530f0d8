package dev.portcullis.settings;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// One mapping of the configuration file, read strictly: every key must be asked for by name, once all were asked for
/// [#finish] refuses the rest. A mapping that is absent reads as empty, so that defaults and overrides still apply.
public final class SettingsNode {
    private final String file;
    private final String path;
    private final @Nullable Node node;
    private final SettingsSource overrides;
    private final Map<String, Node> entries = new LinkedHashMap<>();
    private final Set<String> known = new LinkedHashSet<>();

    SettingsNode(String file, String path, @Nullable Node node, SettingsSource overrides) throws SettingsException {
        this.file = file;
        this.path = path;
        this.node = node;
        this.overrides = overrides;
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                add(tuple);
            }
        } else if (node != null) {
            throw new SettingsException(place(node) + "expected a mapping under `" + path + "`");
        }
    }

    private void add(NodeTuple tuple) throws SettingsException {
        if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
            throw new SettingsException(place(tuple.getKeyNode()) + "expected a name as key");
        }
        if (entries.put(key.getValue(), tuple.getValueNode()) != null) {
            throw new SettingsException(place(key) + "`" + key.getValue() + "` occurs twice");
        }
    }

    /// The text under a key.
    public Optional<String> text(String key) throws SettingsException {
        known.add(key);
        Optional<SettingsSource.Outside> override = overrides.find(path(key));
        if (override.isPresent()) {
            return override.map(SettingsSource.Outside::text);
        }
        Node value = entries.get(key);
        if (value == null) {
            return Optional.empty();
        }
        if (!(value instanceof ScalarNode scalar) || scalar.getValue().isEmpty()) {
            throw new SettingsException(place(value) + "expected a text under `" + path(key) + "`");
        }
        return Optional.of(scalar.getValue());
    }

    /// The text under a key that must be there.
    public String requiredText(String key) throws SettingsException {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            finishNear(key);
            throw new SettingsException(place(node) + "`" + path(key) + "` is missing");
        }
        return text.get();
    }

    /// A key that is missing may be there with a typo.
    private void finishNear(String key) throws SettingsException {
        Optional<String> typed = NearestName.of(key, entries.keySet());
        if (typed.isPresent() && !known.contains(typed.get())) {
            throw new SettingsException(place(entries.get(typed.get())) + "there is no setting `" + path(typed.get())
                    + "`; did you mean `" + key + "`?");
        }
    }

    /// The integer under a key, within bounds.
    public long integer(String key, long otherwise, long least, long most) throws SettingsException {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            long value = Long.parseLong(text.get());
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            // Reported below, with the bounds.
        }
        throw new SettingsException(origin(key) + "`" + path(key) + "` is `" + text.get()
                + "`, expected an integer from " + least + " to " + most);
    }

    /// `true` or `false` under a key.
    public boolean flag(String key, boolean otherwise) throws SettingsException {
        return switch (text(key).orElse(Boolean.toString(otherwise))) {
            case "true" -> true;
            case "false" -> false;
            default -> throw refused(key, List.of("true", "false"));
        };
    }

    /// A text that no setting may have; the message names those it may have.
    public SettingsException refused(String key, List<String> allowed) throws SettingsException {
        return new SettingsException(origin(key) + "`" + path(key) + "` is `"
                + text(key).orElse("") + "`, expected one of " + String.join(", ", allowed));
    }

    /// The mapping under a key; an empty one when there is none.
    public SettingsNode child(String key) throws SettingsException {
        known.add(key);
        return new SettingsNode(file, path(key), entries.get(key), overrides);
    }

    /// Whether the file has the key.
    public boolean has(String key) {
        known.add(key);
        return entries.containsKey(key);
    }

    /// The keys of a mapping whose keys are names that the file chooses; each is then read as a [#child].
    public List<String> names() {
        return List.copyOf(entries.keySet());
    }

    /// The mappings of the list under a key.
    public List<SettingsNode> children(String key) throws SettingsException {
        List<SettingsNode> children = new ArrayList<>();
        for (Node element : elements(key)) {
            children.add(new SettingsNode(file, path(key) + "[" + children.size() + "]", element, overrides));
        }
        return children;
    }

    /// The texts of the list under a key.
    public List<String> texts(String key) throws SettingsException {
        List<String> texts = new ArrayList<>();
        for (Node element : elements(key)) {
            if (!(element instanceof ScalarNode scalar)) {
                throw new SettingsException(place(element) + "expected a text in the list `" + path(key) + "`");
            }
            texts.add(scalar.getValue());
        }
        return texts;
    }

    private List<Node> elements(String key) throws SettingsException {
        known.add(key);
        Node value = entries.get(key);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof SequenceNode sequence)) {
            throw new SettingsException(place(value) + "expected a list under `" + path(key) + "`");
        }
        return sequence.getValue();
    }

    /// The listener's address under `address` and `port`; unresolved when there is no such host.
    ///
    /// @param port when the file has none
    public InetSocketAddress listener(int port) throws SettingsException {
        return new InetSocketAddress(text("address").orElse("127.0.0.1"), (int) integer("port", port, 0, 65_535));
    }

    /// Refuses keys that nobody asked for.
    public void finish() throws SettingsException {
        for (Map.Entry<String, Node> entry : entries.entrySet()) {
            if (!known.contains(entry.getKey())) {
                String meant = NearestName.of(entry.getKey(), known)
                        .map(name -> "; did you mean `" + name + "`?")
                        .orElse("; known here are " + String.join(", ", known));
                throw new SettingsException(
                        place(entry.getValue()) + "there is no setting `" + path(entry.getKey()) + "`" + meant);
            }
        }
    }

    /// `file:line:column: ` of a key's value, or of what replaced it.
    public String origin(String key) {
        Optional<SettingsSource.Outside> override = overrides.find(path(key));
        return override.map(o -> o.origin() + ": ").orElseGet(() -> place(entries.getOrDefault(key, node)));
    }

    private String place(@Nullable Node at) {
        if (at == null) {
            return file + ": ";
        }
        return at.getStartMark()
                .map(mark -> file + ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1) + ": ")
                .orElse(file + ": ");
    }

    /// The dotted path of a key, as messages and overrides name it.
    public String path(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
