package dev.portcullis.pdp.policy;

import dev.portcullis.pdp.decision.ActiveState;
import dev.portcullis.pdp.decision.BundleRevision;
import dev.portcullis.pdp.decision.Policies;
import dev.portcullis.pdp.decision.Shadow;
import dev.portcullis.rego.bundle.Bundle;
import dev.portcullis.rego.bundle.BundleException;
import dev.portcullis.rego.bundle.BundleLimits;
import dev.portcullis.rego.bundle.BundleResult;
import dev.portcullis.rego.bundle.BundleSignature;
import dev.portcullis.rego.source.Diagnostic;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Looks for changed bundles and swaps them in together, off the decision path. Bundles that are not acceptable
/// leave the active ones as they are.
///
/* Somebody may be writing into a directory while we look, and half of a bundle can compile: it only lacks some denials.
 * So a change is read once the files were the same at two looks running, and what was read counts only if they are
 * still the same afterwards. At the start there is nothing to protect, so the first look reads at once.
 */
public final class BundleWatcher implements AutoCloseable {
    private final List<BundleSource> sources;
    private final BundleLimits limits;
    private final BundleActivation activation;
    private final ActiveState active;
    private final InstantSource clock;
    private final PolicyEvents events;

    private @Nullable List<String> seen;
    private @Nullable List<String> decided;
    private List<String> told = List.of();
    private @Nullable Thread thread;
    private volatile boolean closed;

    /// @param sources with different names, at most one of them on trial
    public BundleWatcher(
            List<BundleSource> sources,
            BundleLimits limits,
            BundleActivation activation,
            ActiveState active,
            InstantSource clock,
            PolicyEvents events) {
        this.sources = List.copyOf(sources);
        this.limits = limits;
        this.activation = activation;
        this.active = active;
        this.clock = clock;
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
        if (outcome instanceof Activation.Ready(Policies policies)) {
            remember(policies.revisions());
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
        for (BundleSource place : sources) {
            switch (place.read(limits)) {
                case BundleResult.Read(Bundle bundle) -> bundles.add(bundle);
                case BundleResult.Rejected(List<Diagnostic> diagnostics) ->
                    diagnostics.forEach(diagnostic -> problems.add(labelled(place, diagnostic)));
            }
        }
        return problems.isEmpty() ? withinAge(bundles) : new Activation.Rejected(problems);
    }

    /// Bundles that are neither past their time nor older than what was active before.
    private Activation withinAge(List<Bundle> bundles) {
        List<String> problems = new ArrayList<>();
        for (int i = 0; i < bundles.size(); i++) {
            BundleSource place = sources.get(i);
            try {
                checkAge(bundles.get(i), place.signing());
            } catch (BundleException e) {
                problems.add(labelled(place, e.diagnostic()));
            }
        }
        return problems.isEmpty() ? activation.prepare(bundles, shadow()) : new Activation.Rejected(problems);
    }

    /// The trial of one of the bundles.
    private @Nullable Shadow shadow() {
        return sources.stream()
                .map(BundleSource::shadow)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private void checkAge(Bundle bundle, @Nullable BundleSigning signing) throws BundleException {
        BundleSignature signature = bundle.signature();
        Long notAfterNs = signature == null ? null : signature.notAfterNs();
        Instant now = clock.instant();
        if (notAfterNs != null && notAfterNs <= now.getEpochSecond() * 1_000_000_000L + now.getNano()) {
            throw BundleException.rule(
                    ".signatures.json", "the signature ended at " + Instant.ofEpochSecond(0, notAfterNs));
        }
        if (signing != null && signing.revisions() != null) {
            signing.revisions().check(bundle.revision());
        }
    }

    /// From now on older revisions are refused.
    private void remember(List<BundleRevision> revisions) throws BundleException {
        for (BundleSource place : sources) {
            BundleSigning signing = place.signing();
            if (signing == null || signing.revisions() == null) {
                continue;
            }
            for (BundleRevision bundle : revisions) {
                if (bundle.name().equals(place.name())) {
                    signing.revisions().accept(bundle.revision());
                }
            }
        }
    }

    /// Names the bundle as well when there are several, as diagnostics of the compiler then do.
    private String labelled(BundleSource place, Diagnostic diagnostic) {
        return sources.size() == 1 ? diagnostic.text() : place.name() + "/" + diagnostic.text();
    }

    private List<String> stamps() throws BundleException {
        List<String> stamps = new ArrayList<>();
        for (BundleSource place : sources) {
            stamps.add(place.stamp(limits));
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
