package dev.portcullis.pdp.grpc;

import dev.portcullis.pdp.decision.Caller;
import io.grpc.Attributes;
import io.grpc.Grpc;
import io.grpc.ServerTransportFilter;
import io.netty.channel.EventLoop;
import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/// Names the caller of a TLS connection after its certificate, once the handshake has verified it: the SPIFFE id among
/// its alternative names, or its subject. A certificate with several URIs is no SVID (SPIFFE X509-SVID, 2) and names
/// nobody; a connection without a name is refused at its first call.
final class CertificateFilter extends ServerTransportFilter {
    /// Where a TLS connection's attributes hold its event loop until the caller is known.
    static final Attributes.Key<EventLoop> LOOP = Attributes.Key.create("dev.portcullis.loop");

    private static final int URI = 6;
    private static final String SPIFFE = "spiffe://";

    @Override
    public Attributes transportReady(Attributes attributes) {
        EventLoop loop = attributes.get(LOOP);
        SSLSession session = attributes.get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
        if (loop == null || session == null) {
            return attributes;
        }
        return caller(session)
                .map(caller -> attributes.toBuilder()
                        .set(Peer.KEY, new Peer(caller, loop))
                        .build())
                .orElse(attributes);
    }

    private static Optional<Caller> caller(SSLSession session) {
        try {
            Certificate[] chain = session.getPeerCertificates();
            return chain.length > 0 && chain[0] instanceof X509Certificate own ? caller(own) : Optional.empty();
        } catch (SSLPeerUnverifiedException | CertificateParsingException unnamed) {
            return Optional.empty();
        }
    }

    /// The caller a certificate names.
    static Optional<Caller> caller(X509Certificate certificate) throws CertificateParsingException {
        Collection<List<?>> names = certificate.getSubjectAlternativeNames();
        List<String> uris = names == null
                ? List.of()
                : names.stream()
                        .filter(name -> name.getFirst().equals(URI))
                        .map(name -> String.valueOf(name.get(1)))
                        .toList();
        if (uris.isEmpty()) {
            String subject = certificate.getSubjectX500Principal().getName();
            return subject.isEmpty() ? Optional.empty() : Optional.of(new Caller(Caller.Type.CERTIFICATE, subject));
        }
        return uris.size() == 1 && uris.getFirst().startsWith(SPIFFE)
                ? Optional.of(new Caller(Caller.Type.SPIFFE, uris.getFirst()))
                : Optional.empty();
    }
}
