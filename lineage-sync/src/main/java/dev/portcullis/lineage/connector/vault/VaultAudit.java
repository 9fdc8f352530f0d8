package dev.portcullis.lineage.connector.vault;

import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/// Which audit file to follow and how to name what is in it.
///
/// @param file the file a `file` audit device writes
/// @param cluster the instance in ids, such as `vault-prod`: `vault:secret:<cluster>/…`
/// @param kubernetes which Kubernetes cluster logs in at an auth mount: path of the mount, without `auth/` and
///     without a slash at its end, to the instance in ids, such as `kubernetes` to `eks-prod`
/// @param maxLineBytes longest line, without its line feed; longer ones are skipped
public record VaultAudit(Path file, String cluster, Map<String, String> kubernetes, int maxLineBytes) {
    /// 1 MiB: an entry repeats all policies of a token and the structure of the data.
    public static final int MAX_LINE_BYTES = 1 << 20;

    private static final Pattern INSTANCE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

    public VaultAudit {
        kubernetes = Map.copyOf(kubernetes);
        requireInstance(cluster);
        kubernetes.values().forEach(VaultAudit::requireInstance);
    }

    private static void requireInstance(String name) {
        if (!INSTANCE.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a cluster is named by letters, digits, `.`, `_` and `-`, given is `" + name + "`");
        }
    }
}
