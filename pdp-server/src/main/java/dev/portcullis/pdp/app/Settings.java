package dev.portcullis.pdp.app;

import dev.portcullis.pdp.decision.Callers;
import dev.portcullis.pdp.decision.Limits;
import dev.portcullis.pdp.grpc.GrpcListeners;
import dev.portcullis.pdp.grpc.TlsFiles;
import dev.portcullis.pdp.log.LogMode;
import dev.portcullis.pdp.log.LogOptions;
import dev.portcullis.pdp.log.RecordMask;
import dev.portcullis.pdp.policy.BundleSource;
import dev.portcullis.pdp.policy.PolicyOptions;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The configuration of a server, complete and checked. The file is described by
/// `pdp-server/portcullis.example.yaml`.
///
/// @param reload how often bundles and snapshot are looked at for changes
/// @param limits what reloads is bundles, snapshot, trust, keys and TLS files; everything else needs a restart
public record Settings(
        Doors doors,
        Optional<InetSocketAddress> management,
        List<BundleSource> bundles,
        PolicyOptions policy,
        SnapshotFiles snapshot,
        Log log,
        Callers callers,
        Limits limits,
        Duration reload) {
    public Settings {
        bundles = List.copyOf(bundles);
    }

    /// Where decisions are asked for; at least one of both.
    ///
    /// @param loops event loops, one per core
    /// @param drain how long open calls may go on when the server stops
    public record Doors(Optional<Tcp> tcp, Optional<GrpcListeners.Unix> unix, int loops, Duration drain) {}

    /// A TCP address.
    ///
    /// @param tls empty only for loopback addresses
    public record Tcp(InetSocketAddress address, Optional<TlsFiles> tls) {}

    /// Where lineage comes from.
    ///
    /// @param mark remembers the newest snapshot ever accepted
    public record SnapshotFiles(Path file, Path trust, Path mark) {}

    /// Where decisions are recorded.
    ///
    /// @param queue records that may wait
    /// @param key private key file that signs checkpoints; its name without `.pem` is the key id
    /// @param mask what is left out of records
    public record Log(
            Path directory,
            LogMode mode,
            int queue,
            LogOptions.Rotation rotation,
            LogOptions.Retention retention,
            Optional<Path> key,
            RecordMask mask) {}
}
