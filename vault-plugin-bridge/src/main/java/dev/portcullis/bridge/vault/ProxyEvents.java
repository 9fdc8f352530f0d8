package dev.portcullis.bridge.vault;

import dev.portcullis.bridge.pdp.Obligation;
import java.util.List;

/// What operators are told. Implementations write no tokens, no secrets and no bodies.
public interface ProxyEvents {
    /// The proxy listens.
    void listening(String address);

    /// People are to be told of a decision.
    ///
    /// @param tell `notify` obligations; often empty
    void tell(String decisionId, List<Obligation> tell);

    /// An invariant broke; the request was denied.
    void broken(Throwable failure);
}
