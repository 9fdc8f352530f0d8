package dev.portcullis.pdp.grpc;

import java.nio.file.Path;
import java.util.List;

/// The files of TLS with client certificates.
///
/// @param certificate the server's chain, PEM, its own certificate first
/// @param key its private key, PEM, PKCS#8 without a password
/// @param clientCa who may have issued client certificates, PEM, one or several
public record TlsFiles(Path certificate, Path key, Path clientCa) {
    List<Path> all() {
        return List.of(certificate, key, clientCa);
    }
}
