package dev.portcullis.bridge.vault;

import dev.portcullis.bridge.pdp.Obligation;
import dev.portcullis.bridge.pdp.Outage;
import java.util.List;

/// What operators are told. Implementations write no tokens, no secrets and no bodies.
public interface ProxyEvents {
    /// People are to be told of a decision, of an ALLOW as of a denial.
    ///
    /// @param tell `notify` obligations; often empty
    void tell(String decisionId, List<Obligation> tell);

    /// The decision was ALLOW, and one of its obligations could not be met, so the request was denied.
    ///
    /// @param obligation its type, or what is wrong with it
    void unmet(String decisionId, String obligation);

    /// There was no decision, so the request was denied.
    ///
    /// @param detail one sentence
    void undecided(Outage outage, String detail);

    /// The server could not be reached or did not answer, so the client got a 502.
    ///
    /// @param why one sentence
    void unanswered(String why);

    /// An invariant broke; the request was denied.
    void broken(Throwable failure);
}
