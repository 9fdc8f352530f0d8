package dev.portcullis.bridge.pdp;

import java.util.List;

/// What an enforcement point tells its operators. Implementations write no tokens, no secrets and no bodies.
public interface EnforcementEvents {
    /// The enforcement point listens.
    void listening(String address);

    /// People are to be told of a decision.
    ///
    /// @param tell `notify` obligations; often empty
    void tell(String decisionId, List<Obligation> tell);

    /// What stands behind the enforcement point did not do its part; the request was not served.
    ///
    /// @param why a sentence without secrets
    void unserved(String why);

    /// An invariant broke; the request was denied.
    void broken(Throwable failure);
}
