package dev.portcullis.cli.eval;

import dev.portcullis.rego.ActivePolicies;
import dev.portcullis.rego.Compilation;
import dev.portcullis.rego.CompileOptions;
import dev.portcullis.rego.PolicySource;
import dev.portcullis.rego.RegoCompiler;
import dev.portcullis.rego.bundle.Bundle;
import dev.portcullis.rego.bundle.BundleLimits;
import dev.portcullis.rego.bundle.BundleReader;
import dev.portcullis.rego.bundle.BundleResult;
import dev.portcullis.rego.source.Diagnostic;
import dev.portcullis.rego.source.RegoVersion;
import dev.portcullis.rego.source.Source;
import dev.portcullis.rego.source.Span;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Policies and data as they are collected from files, and compiled together in the end.
public final class PolicyFiles {
    private final RegoVersion regoVersion;
    private final List<PolicySource> sources = new ArrayList<>();
    private RegoObject data = RegoObject.empty();

    /// @param regoVersion language level of policies outside of bundles
    public PolicyFiles(RegoVersion regoVersion) {
        this.regoVersion = regoVersion;
    }

    /// Adds a policy or data file, or every one below a directory. A data file lies at the root of `data`, below a
    /// directory at the path of its own directory.
    public void addData(Path path) throws EvalException {
        if (!Files.isDirectory(path)) {
            addFile(path, List.of());
            return;
        }
        for (Path file : filesBelow(path)) {
            if (isPolicy(file) || DataFile.isData(file)) {
                Path relative = path.normalize().relativize(file);
                List<String> keys = new ArrayList<>();
                for (int i = 0; i < relative.getNameCount() - 1; i++) {
                    keys.add(relative.getName(i).toString());
                }
                addFile(file, keys);
            }
        }
    }

    private static List<Path> filesBelow(Path directory) throws EvalException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .map(Path::normalize)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw EvalException.of("`" + directory + "` cannot be read: " + e.getMessage());
        }
    }

    private static boolean isPolicy(Path file) {
        return file.toString().endsWith(".rego");
    }

    private void addFile(Path file, List<String> keys) throws EvalException {
        if (isPolicy(file)) {
            String text = new String(DataFile.bytes(file), StandardCharsets.UTF_8);
            sources.add(new PolicySource(new Source(file.toString(), text), regoVersion));
            return;
        }
        if (!DataFile.isData(file)) {
            throw EvalException.of(
                    "`" + file + "` is neither policy nor data; allowed are .rego, .json, .yaml and .yml");
        }
        RegoValue document = DataFile.read(file);
        for (String key : keys.reversed()) {
            document = RegoObject.builder().put(key, document).build();
        }
        if (!(document instanceof RegoObject object)) {
            throw EvalException.of("`" + file + "` must hold an object to become part of `data`");
        }
        data = merged(data, object, file.toString());
    }

    /// Adds a bundle directory.
    public void addBundle(Path directory) throws EvalException {
        switch (new BundleReader(BundleLimits.DEFAULT).read(directory)) {
            case BundleResult.Read(Bundle bundle) -> {
                for (Bundle.Policy policy : bundle.policies()) {
                    Source source = policy.source();
                    sources.add(new PolicySource(
                            new Source(directory.resolve(source.name()).toString(), source.text()), policy.version()));
                }
                data = merged(data, bundle.data(), directory.toString());
            }
            case BundleResult.Rejected(List<Diagnostic> diagnostics) ->
                throw EvalException.of(diagnostics.stream()
                        .map(each -> inBundle(directory, each))
                        .toList());
        }
    }

    /// The diagnostic with its file named as the user finds it.
    private static Diagnostic inBundle(Path directory, Diagnostic found) {
        Span span = found.span();
        boolean isWhole = span.file().isEmpty() || span.file().equals(directory.toString());
        String file =
                isWhole ? directory.toString() : directory.resolve(span.file()).toString();
        return new Diagnostic(
                found.code(),
                found.severity(),
                new Span(file, span.row(), span.column(), span.offset(), span.length()),
                found.message(),
                found.hint());
    }

    private static RegoObject merged(RegoObject left, RegoObject right, String file) throws EvalException {
        RegoObject.Builder all = RegoObject.builder();
        for (int slot : left.sortedSlots()) {
            all.put(left.key(slot), left.value(slot));
        }
        for (int slot : right.sortedSlots()) {
            RegoValue key = right.key(slot);
            RegoValue before = left.get(key);
            RegoValue value = right.value(slot);
            if (before instanceof RegoObject below && value instanceof RegoObject added) {
                all.put(key, merged(below, added, file));
            } else if (before == null) {
                all.put(key, value);
            } else {
                String name = key instanceof RegoString text ? text.value() : key.toString();
                throw EvalException.of("`" + file + "` defines `" + name + "`, which another file defines already");
            }
        }
        return all.build();
    }

    /// Compiles what was added and binds it to the data.
    public ActivePolicies compile() throws EvalException {
        return compile(CompileOptions.DEFAULT);
    }

    /// As [#compile], with options.
    public ActivePolicies compile(CompileOptions options) throws EvalException {
        return compile(RegoCompiler.standard(), options);
    }

    /// As [#compile], for running the tests among the policies.
    public ActivePolicies compileTests() throws EvalException {
        return compile(RegoCompiler.standard().forTests(), CompileOptions.DEFAULT);
    }

    private ActivePolicies compile(RegoCompiler compiler, CompileOptions options) throws EvalException {
        return switch (compiler.compile(sources, options)) {
            case Compilation.Compiled(var policies) -> policies.bind(data);
            case Compilation.Rejected(var diagnostics) -> throw EvalException.of(diagnostics);
        };
    }
}
