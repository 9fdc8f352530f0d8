package dev.portcullis.bridge.aws;

import dev.portcullis.bridge.pdp.Question;

/// What came of looking at a token.
sealed interface Recognition {
    /// The token is of this subject.
    record Known(Question.Subject subject) implements Recognition {}

    /// The token opens nothing.
    ///
    /// @param why a sentence for a person; says nothing about tokens that would
    record Stranger(String why) implements Recognition {}

    /// It cannot be said whose token it is.
    record Unjudged(String why) implements Recognition {}
}
