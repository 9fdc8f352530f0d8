package dev.portcullis.bridge.aws;

import dev.portcullis.bridge.pdp.Obligation;
import java.util.List;
import java.util.Map;

/// The obligations of an ALLOW, read: on which terms AWS is asked for a session.
sealed interface Terms {
    /// They can be met.
    ///
    /// @param seconds the session may live at most
    /// @param policy session policy as JSON; empty for none
    /// @param tags session tags by key
    /// @param tell whom to tell
    record Agreed(int seconds, String policy, Map<String, String> tags, List<Obligation> tell) implements Terms {
        public Agreed {
            tags = Map.copyOf(tags);
            tell = List.copyOf(tell);
        }

        /// On these terms nothing but the time is bound.
        static Agreed plain(int seconds) {
            return new Agreed(seconds, "", Map.of(), List.of());
        }
    }

    /// One of them cannot be met; the request is denied.
    ///
    /// @param why a sentence for a person
    record Unmeetable(String why) implements Terms {}
}
