package dev.portcullis.cli;

import dev.portcullis.cli.eval.EvalException;
import dev.portcullis.cli.eval.PolicyFiles;
import dev.portcullis.rego.source.RegoVersion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The policies a command for authors works on, named as for `opa test` and `opa check`.
final class PolicyPaths {
    @Parameters(paramLabel = "PATH", arity = "1..*", description = "Policy or data files, or directories of them.")
    private List<Path> paths = new ArrayList<>();

    @Option(
            names = {"-b", "--bundle"},
            description = "The paths are bundles: directories with a manifest.")
    private boolean bundles;

    @Option(names = "--v0-compatible", description = "Read policies outside of bundles as before OPA 1.0.")
    private boolean v0;

    PolicyFiles read() throws EvalException {
        PolicyFiles files = new PolicyFiles(v0 ? RegoVersion.V0 : RegoVersion.V1);
        for (Path path : paths) {
            if (bundles) {
                files.addBundle(path);
            } else {
                files.addData(path);
            }
        }
        return files;
    }
}
