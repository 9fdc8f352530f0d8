package dev.portcullis.bridge.pdp;

import java.util.List;

/// What an enforcement point tells its operators. Implementations write no tokens, no secrets and no bodies.
public interface EnforcementEvents {
    /// People are to be told of a decision, of an ALLOW as of a denial.
    ///
    /// @param tell `notify` obligations; often empty
    void tell(String decisionId, List<Obligation> tell);

    /// The decision was ALLOW, and one of its obligations could not be met, so the request was denied.
    ///
    /// @param obligation its type, or what is wrong with it
    void unmet(String decisionId, String obligation);

    /// There was no decision, so the request was denied.
    void undecided(Answer.Unavailable unavailable);

    /// What stands behind the enforcement point could not be reached or did not do its part; nothing was handed out.
    ///
    /// @param why one sentence
    void unserved(String why);

    /// An invariant broke; the request was denied.
    void broken(Throwable failure);
}
