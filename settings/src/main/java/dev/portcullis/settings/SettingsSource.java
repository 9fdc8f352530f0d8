package dev.portcullis.settings;

import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Values that win over the configuration file: flags (`--set grpc.tcp.port=8181`) over the environment
/// (`PORTCULLIS_PDP_GRPC_TCP_PORT=8181`) over the file.
public final class SettingsSource {
    private final String prefix;
    private final Map<String, String> flags;
    private final Map<String, String> environment;
    private final Set<String> used = new HashSet<>();

    /// @param prefix of the application's variables, such as `PORTCULLIS_PDP_`
    /// @param flags dotted path to value
    /// @param environment of the process
    public SettingsSource(String prefix, Map<String, String> flags, Map<String, String> environment) {
        this.prefix = prefix;
        this.flags = Map.copyOf(flags);
        this.environment = Map.copyOf(environment);
    }

    /// A value that was set outside of the file.
    record Outside(String origin, String text) {}

    /// What was set for a dotted path, if anything.
    Optional<Outside> find(String path) {
        String variable = prefix + path.replace('.', '_').toUpperCase(Locale.ROOT);
        used.add(path);
        used.add(variable);
        if (flags.containsKey(path)) {
            return Optional.of(new Outside("--set " + path, flags.getOrDefault(path, "")));
        }
        return Optional.ofNullable(environment.get(variable)).map(text -> new Outside(variable, text));
    }

    /// Refuses flags and variables that no setting asked for.
    public void refuseUnused() throws SettingsException {
        for (String path : new TreeSet<>(flags.keySet())) {
            if (!used.contains(path)) {
                throw new SettingsException("--set " + path + ": there is no such setting" + nearest(path));
            }
        }
        for (String variable : new TreeSet<>(environment.keySet())) {
            if (variable.startsWith(prefix) && !used.contains(variable)) {
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
