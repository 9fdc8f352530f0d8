package dev.portcullis.pdp.app;

import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Values that win over the configuration file: flags (`--set grpc.tcp.port=8181`) over the environment
/// (`PORTCULLIS_PDP_GRPC_TCP_PORT=8181`) over the file.
final class SettingsSource {
    private static final String PREFIX = "PORTCULLIS_PDP_";

    private final Map<String, String> flags;
    private final Map<String, String> environment;
    private final Set<String> used = new HashSet<>();

    SettingsSource(Map<String, String> flags, Map<String, String> environment) {
        this.flags = Map.copyOf(flags);
        this.environment = Map.copyOf(environment);
    }

    /// A value that was set outside of the file.
    record Outside(String origin, String text) {}

    /// What was set for a dotted path, if anything.
    Optional<Outside> find(String path) {
        String variable = PREFIX + path.replace('.', '_').toUpperCase(Locale.ROOT);
        used.add(path);
        used.add(variable);
        if (flags.containsKey(path)) {
            return Optional.of(new Outside("--set " + path, flags.getOrDefault(path, "")));
        }
        return Optional.ofNullable(environment.get(variable)).map(text -> new Outside(variable, text));
    }

    /// Refuses flags and variables that no setting asked for.
    void refuseUnused() throws SettingsException {
        for (String path : new TreeSet<>(flags.keySet())) {
            if (!used.contains(path)) {
                throw new SettingsException("--set " + path + ": there is no such setting" + nearest(path));
            }
        }
        for (String variable : new TreeSet<>(environment.keySet())) {
            if (variable.startsWith(PREFIX) && !used.contains(variable)) {
                throw new SettingsException(variable + ": there is no such setting" + nearest(variable));
            }
        }
    }

    private String nearest(String name) {
        return NearestName.of(name, used)
                .map(found -> "; did you mean `" + found + "`?")
                .orElse("");
    }
}
