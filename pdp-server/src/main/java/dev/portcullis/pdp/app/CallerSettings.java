package dev.portcullis.pdp.app;

import dev.portcullis.pdp.decision.Caller;
import dev.portcullis.pdp.decision.Callers;
import dev.portcullis.pdp.decision.RequestRules;
import dev.portcullis.settings.SettingsException;
import dev.portcullis.settings.SettingsNode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The list `callers`.
///
/// @param file the configuration file, for messages
record CallerSettings(Path file) {
    private static final Set<String> DOORS = Set.of("grpc");

    Callers read(List<SettingsNode> nodes) throws SettingsException {
        Map<Caller, Callers.Grant> grants = new HashMap<>();
        for (SettingsNode node : nodes) {
            Caller caller = caller(node);
            List<String> doors = node.texts("doors");
            List<String> types = node.texts("subject_types");
            allow(node, "doors", doors, List.copyOf(DOORS));
            allow(
                    node,
                    "subject_types",
                    types,
                    RequestRules.SUBJECT_TYPES.stream().sorted().toList());
            Callers.Grant grant = new Callers.Grant(Set.copyOf(doors), Set.copyOf(types), node.flag("explain", false));
            node.finish();
            if (grants.put(caller, grant) != null) {
                throw new SettingsException(node.origin("id") + "caller `" + caller + "` is listed twice");
            }
        }
        if (grants.isEmpty()) {
            throw new SettingsException(file + ": `callers` is empty, so nobody could ask; list who may");
        }
        return new Callers(grants);
    }

    /// A caller as `type` and `id` name it.
    static Caller caller(SettingsNode node) throws SettingsException {
        String type = node.requiredText("type");
        String id = node.requiredText("id");
        try {
            return new Caller(Caller.Type.ofText(type), id);
        } catch (IllegalArgumentException unknown) {
            throw node.refused("type", List.of("uid", "spiffe", "certificate", "token", "anonymous"));
        }
    }

    private static void allow(SettingsNode node, String key, List<String> texts, List<String> allowed)
            throws SettingsException {
        for (String text : texts) {
            if (!allowed.contains(text)) {
                throw new SettingsException(node.origin(key) + "unknown `" + text + "` in `" + key + "`, known are "
                        + String.join(", ", allowed));
            }
        }
    }
}
