package dev.portcullis.pdp.log;

import dev.portcullis.pdp.decision.RequestContext;
import dev.portcullis.rego.value.RegoObject;
import java.util.List;

/// The context of a request without what a path names. Paths are those of the policy's `input.context`, in which a
/// known
/// member hides a property of the same name: both are left out.
final class MaskedContext {
    private MaskedContext() {}

    /// The same context when there is nothing to leave out.
    static RequestContext without(RequestContext context, MaskPath path) {
        if (path.keys().isEmpty()) {
            return RequestContext.NONE.equals(context) ? context : RequestContext.NONE;
        }
        RegoObject properties = path.without(context.properties(), 0);
        RequestContext known = path.keys().size() == 1 ? withoutKnown(context, path.key(0)) : context;
        return properties == context.properties() ? known : with(known, properties);
    }

    private static RequestContext withoutKnown(RequestContext context, String name) {
        RequestContext kept = new RequestContext(
                name.equals("purpose") ? "" : context.purpose(),
                name.equals("task") ? null : context.task(),
                name.equals("session") ? null : context.session(),
                name.equals("environment") ? "" : context.environment(),
                name.equals("region") ? "" : context.region(),
                name.equals("network_zone") ? "" : context.networkZone(),
                name.equals("address") ? "" : context.address(),
                name.equals("requested_ttl_s") ? 0 : context.requestedTtlSeconds(),
                name.equals("requested_scopes") ? List.of() : context.requestedScopes(),
                name.equals("approval") ? null : context.approval(),
                context.properties());
        return kept.equals(context) ? context : kept;
    }

    private static RequestContext with(RequestContext context, RegoObject properties) {
        return new RequestContext(
                context.purpose(),
                context.task(),
                context.session(),
                context.environment(),
                context.region(),
                context.networkZone(),
                context.address(),
                context.requestedTtlSeconds(),
                context.requestedScopes(),
                context.approval(),
                properties);
    }
}
