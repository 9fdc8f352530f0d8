package dev.portcullis.pdp.app;

import dev.portcullis.pdp.policy.BundleSigning;
import dev.portcullis.pdp.policy.BundleSource;
import dev.portcullis.pdp.policy.RevisionMark;
import dev.portcullis.rego.bundle.JwsAlgorithm;
import dev.portcullis.settings.SettingsException;
import dev.portcullis.settings.SettingsNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The list `bundles`.
///
/// @param paths makes relative paths relative to the configuration file
/// @param shadows reads what `shadow` says of a bundle
record BundleSettings(DoorSettings.PathOf paths, ShadowSettings shadows) {
    private static final String ARCHIVE = ".tar.gz";

    List<BundleSource> read(SettingsNode root, Path file) throws SettingsException {
        List<BundleSource> bundles = new ArrayList<>();
        for (SettingsNode node : root.children("bundles")) {
            bundles.add(bundle(node));
            node.finish();
        }
        if (bundles.isEmpty()) {
            root.requiredText("bundles");
        }
        if (bundles.stream().map(BundleSource::name).distinct().count() < bundles.size()) {
            throw new SettingsException(file + ": two bundles have the same name");
        }
        if (bundles.stream().filter(bundle -> bundle.shadow() != null).count() > 1) {
            throw new SettingsException(
                    file + ": two bundles have a `shadow`, but a trial never covers another bundle");
        }
        return bundles;
    }

    private BundleSource bundle(SettingsNode node) throws SettingsException {
        String name = node.requiredText("name");
        Optional<String> archive = node.text("archive");
        if (archive.isPresent() && (node.has("directory") || !archive.get().endsWith(ARCHIVE))) {
            throw new SettingsException(node.origin("archive")
                    + "a bundle is either a `directory` or an `archive` whose name ends with `" + ARCHIVE + "`");
        }
        String path = archive.isPresent() ? archive.get() : node.requiredText("directory");
        if (archive.isEmpty() && path.endsWith(ARCHIVE)) {
            throw new SettingsException(
                    node.origin("directory") + "`" + path + "` is named like an archive; configure it as `archive`");
        }
        return new BundleSource(
                name,
                paths.of(path),
                node.has("signing") ? signing(node.child("signing")) : null,
                node.has("shadow") ? shadows.read(name, node.child("shadow")) : null);
    }

    private BundleSigning signing(SettingsNode node) throws SettingsException {
        List<BundleSigning.KeyFile> keys = new ArrayList<>();
        for (SettingsNode key : node.children("keys")) {
            keys.add(new BundleSigning.KeyFile(
                    key.requiredText("id"),
                    algorithm(key),
                    paths.of(key.requiredText("file")),
                    key.text("scope").orElse("")));
            key.finish();
        }
        if (keys.isEmpty()) {
            throw new SettingsException(node.origin("keys") + "`signing` needs at least one of `keys`");
        }
        if (keys.stream().map(BundleSigning.KeyFile::id).distinct().count() < keys.size()) {
            throw new SettingsException(node.origin("keys") + "two keys have the same id");
        }
        BundleSigning signing = new BundleSigning(
                keys,
                node.text("keyid").orElse(""),
                node.text("scope").orElse(""),
                node.flag("require_exp", false),
                node.text("revision_mark")
                        .map(text -> new RevisionMark(paths.of(text)))
                        .orElse(null));
        node.finish();
        return signing;
    }

    private static JwsAlgorithm algorithm(SettingsNode key) throws SettingsException {
        Optional<JwsAlgorithm> algorithm =
                JwsAlgorithm.ofText(key.text("algorithm").orElse("RS256"));
        if (algorithm.isEmpty()) {
            throw key.refused(
                    "algorithm",
                    Arrays.stream(JwsAlgorithm.values()).map(JwsAlgorithm::text).toList());
        }
        return algorithm.get();
    }
}
