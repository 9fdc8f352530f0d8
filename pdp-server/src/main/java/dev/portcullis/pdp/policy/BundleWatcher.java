package dev.portcullis.pdp.policy;

import dev.portcullis.pdp.decision.ActiveState;
import dev.portcullis.pdp.decision.Policies;
import dev.portcullis.rego.bundle.Bundle;
import dev.portcullis.rego.bundle.BundleException;
import dev.portcullis.rego.bundle.BundleLimits;
import dev.portcullis.rego.bundle.BundleReader;
import dev.portcullis.rego.bundle.BundleResult;
import dev.portcullis.rego.bundle.DirectoryTree;
import dev.portcullis.rego.source.Diagnostic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Looks for changed bundles and swaps them in together, off the decision path. Bundles that are not acceptable
/// leave the active ones as they are.
///
/* Somebody may be writing into a directory while we look, and half of a bundle can compile: it only lacks some denials.
 * So a change is read once the files were the same at two looks running, and what was read counts only if they are
 * still the same afterwards. At the start there is nothing to protect, so the first look reads at once.
 */
public final class BundleWatcher implements AutoCloseable {
    private final List<BundleDirectory> directories;
    private final BundleLimits limits;
    private final BundleActivation activation;
    private final ActiveState active;
    private final PolicyEvents events;

    private @Nullable List<String> seen;
    private @Nullable List<String> decided;
    private List<String> told = List.of();
    private @Nullable Thread thread;
    private volatile boolean closed;

    /// @param directories with different names
    public BundleWatcher(
            List<BundleDirectory> directories,
            BundleLimits limits,
            BundleActivation activation,
            ActiveState active,
            PolicyEvents events) {
        this.directories = List.copyOf(directories);
        this.limits = limits;
        this.activation = activation;
        this.active = active;
        this.events = events;
    }

    /// Looks now, on the caller's thread, and then again and again after each interval on a thread of its own.
    public void start(Duration interval) {
        look();
        thread = Thread.ofPlatform().daemon().name("bundle-watcher").start(() -> watch(interval));
    }

    private void watch(Duration interval) {
        try {
            while (!closed) {
                Thread.sleep(interval);
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Looks once.
    public synchronized void look() {
        try {
            List<String> now = stamps();
            boolean quiet = now.equals(seen) || decided == null;
            seen = now;
            if (quiet && !now.equals(decided)) {
                read(now);
            }
        } catch (BundleException e) {
            tell(List.of(e.diagnostic().text()));
        } catch (RuntimeException | Error fault) {
            // Whatever it is, the watcher has to go on looking: the next bundle may be the cure.
            decided = seen;
            tell(List.of("cannot activate the bundles: " + fault));
        }
    }

    private void read(List<String> stamps) throws BundleException {
        long started = System.nanoTime();
        Activation outcome = prepared();
        if (!stamps.equals(stamps())) {
            return;
        }
        decided = stamps;
        told = List.of();
        switch (outcome) {
            case Activation.Rejected(List<String> problems) -> events.rejected(problems);
            case Activation.Ready(Policies policies) -> {
                active.swapPolicies(policies);
                events.activated(policies.revisions(), System.nanoTime() - started);
            }
        }
    }

    private Activation prepared() {
        List<Bundle> bundles = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        BundleReader reader = new BundleReader(limits);
        for (BundleDirectory place : directories) {
            switch (reader.read(place.name(), new DirectoryTree(place.directory()))) {
                case BundleResult.Read(Bundle bundle) -> bundles.add(bundle);
                case BundleResult.Rejected(List<Diagnostic> diagnostics) ->
                    diagnostics.forEach(diagnostic -> problems.add(labelled(place, diagnostic)));
            }
        }
        return problems.isEmpty() ? activation.prepare(bundles) : new Activation.Rejected(problems);
    }

    /// Names the bundle as well when there are several, as diagnostics of the compiler then do.
    private String labelled(BundleDirectory place, Diagnostic diagnostic) {
        return directories.size() == 1 ? diagnostic.text() : place.name() + "/" + diagnostic.text();
    }

    private List<String> stamps() throws BundleException {
        List<String> stamps = new ArrayList<>();
        for (BundleDirectory place : directories) {
            stamps.add(new DirectoryTree(place.directory()).stamp(BundleReader::isWanted, limits));
        }
        return stamps;
    }

    /// For what may be the same at every look, such as a directory that is not there.
    private void tell(List<String> problems) {
        if (!problems.equals(told)) {
            told = problems;
            events.rejected(problems);
        }
    }

    /// Stops looking. The active bundles stay.
    @Override
    public void close() {
        closed = true;
        if (thread != null) {
            thread.interrupt();
        }
    }
}
