package dev.portcullis.pdp.app;

import dev.portcullis.pdp.decision.Caller;
import dev.portcullis.pdp.decision.Callers;
import dev.portcullis.pdp.decision.Shadow;
import dev.portcullis.settings.SettingsException;
import dev.portcullis.settings.SettingsNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The block `shadow` of a bundle: what its trial covers, named by entrypoints or by callers, and its end.
///
/// @param entrypoint the document that is a decision
/// @param callers who may ask at all
record ShadowSettings(String entrypoint, Callers callers) {
    Shadow read(String bundle, SettingsNode node) throws SettingsException {
        Shadow shadow = new Shadow(bundle, covered(node), untilNs(node));
        node.finish();
        return shadow;
    }

    private Set<Caller> covered(SettingsNode node) throws SettingsException {
        List<String> entrypoints = node.texts("entrypoints");
        List<SettingsNode> named = node.children("callers");
        if (entrypoints.isEmpty() == named.isEmpty()) {
            throw new SettingsException(
                    node.origin("callers") + "`shadow` names either the `entrypoints` or the `callers` it covers");
        }
        for (String each : entrypoints) {
            if (!each.equals(entrypoint)) {
                throw new SettingsException(node.origin("entrypoints") + "`shadow` names the entrypoint `" + each
                        + "`, but decisions are `" + entrypoint + "`");
            }
        }
        return named.isEmpty() ? callers.grants().keySet() : known(named);
    }

    private Set<Caller> known(List<SettingsNode> named) throws SettingsException {
        Set<Caller> known = new HashSet<>();
        for (SettingsNode each : named) {
            Caller caller = CallerSettings.caller(each);
            each.finish();
            if (!callers.grants().containsKey(caller)) {
                throw new SettingsException(
                        each.origin("id") + "`shadow` covers `" + caller + "`, which `callers` does not list");
            }
            known.add(caller);
        }
        return known;
    }

    private static long untilNs(SettingsNode node) throws SettingsException {
        String text = node.requiredText("until");
        try {
            return Math.multiplyExact(Instant.parse(text).getEpochSecond(), 1_000_000_000L);
        } catch (DateTimeException | ArithmeticException wrong) {
            throw new SettingsException(
                    node.origin("until") + "`until` is `" + text + "`, expected a time such as 2026-12-01T00:00:00Z");
        }
    }
}
