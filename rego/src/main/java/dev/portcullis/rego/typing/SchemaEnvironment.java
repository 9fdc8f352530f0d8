package dev.portcullis.rego.typing;

import dev.portcullis.rego.analysis.Documents;
import dev.portcullis.rego.analysis.Findings;
import dev.portcullis.rego.ast.Module;
import dev.portcullis.rego.ast.Rule;
import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.source.Span;
import dev.portcullis.rego.types.Basic;
import dev.portcullis.rego.types.Type;
import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What rules see through their `schemas` annotations: documents with the types of schemas in place of their own.
final class SchemaEnvironment {
    private static final String INPUT_SCHEMA = "schema";

    private final SchemaScopes scopes;
    private final Map<String, RegoValue> schemas;
    private final Map<String, Type> known = new HashMap<>();

    /// @param schemas by name, such as `schema.request`; without any, annotations that name one are ignored
    SchemaEnvironment(List<Module> modules, Map<String, RegoValue> schemas) {
        this.scopes = new SchemaScopes(modules);
        this.schemas = schemas;
    }

    /// Gives `input` the type of the schema named `schema`, for all rules.
    void describeInput(Environment documents, Findings findings) {
        RegoValue schema = schemas.get(INPUT_SCHEMA);
        if (schema == null) {
            return;
        }
        try {
            documents.documents().put(List.of(RegoString.of(Documents.INPUT)), SchemaTypes.of(schema));
        } catch (SchemaException e) {
            findings.add(Finding.of(Span.NONE, String.valueOf(e.getMessage())).diagnostic());
        }
    }

    // The environment of a rule within that of all documents; what is wrong with its schemas is added to `findings`.
    Environment of(Rule rule, Environment documents, List<Finding> findings) {
        Environment environment = documents.nested();
        for (RegoObject annotation : scopes.of(rule)) {
            try {
                Type type = type(annotation);
                if (type != null && annotation.get("path") instanceof RegoArray path) {
                    put(environment, path, type);
                }
            } catch (SchemaException e) {
                findings.add(Finding.of(rule.span(), String.valueOf(e.getMessage())));
            }
        }
        return environment;
    }

    private @Nullable Type type(RegoObject annotation) throws SchemaException {
        RegoValue definition = annotation.get("definition");
        if (definition != null) {
            return SchemaTypes.of(definition);
        }
        if (schemas.isEmpty() || !(annotation.get("schema") instanceof RegoArray ref)) {
            return null;
        }
        String name = name(ref);
        Type type = known.get(name);
        if (type == null) {
            RegoValue schema = schemas.get(name);
            if (schema == null) {
                throw new SchemaException("undefined schema: " + name);
            }
            type = SchemaTypes.of(schema);
            known.put(name, type);
        }
        return type;
    }

    private static String name(RegoArray ref) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < ref.size(); i++) {
            parts.add(((RegoString) ref.get(i)).value());
        }
        return String.join(".", parts);
    }

    private static void put(Environment environment, RegoArray path, Type type) {
        Term.Var root = new Term.Var(Span.NONE, ((RegoString) path.get(0)).value());
        if (!Environment.isDocument(root)) {
            return;
        }
        List<RegoValue> below = new ArrayList<>();
        for (int i = 1; i < path.size(); i++) {
            below.add(path.get(i));
        }
        Type whole = below.isEmpty()
                ? type
                : replaced(environment.ref(new Term.Ref(Span.NONE, root, List.of())), below, type);
        environment.documents().put(List.of(path.get(0)), whole);
    }

    // A type with another one at a path.
    private static Type replaced(Type within, List<RegoValue> path, Type type) {
        if (!(within.unwrapped() instanceof Type.Obj object)) {
            return nested(path, type, new Type.Others(Basic.ANY, Basic.ANY));
        }
        List<Type.Property> properties = new ArrayList<>();
        boolean found = false;
        for (Type.Property property : object.properties()) {
            boolean here = property.key().equals(path.getFirst());
            found |= here;
            List<RegoValue> rest = path.subList(1, path.size());
            Type value = !here ? property.type() : rest.isEmpty() ? type : replaced(property.type(), rest, type);
            properties.add(new Type.Property(property.key(), value));
        }
        if (!found) {
            properties.addAll(nested(path, type, object.others()).properties());
        }
        return new Type.Obj(properties, object.others());
    }

    private static Type.Obj nested(List<RegoValue> path, Type type, Type.@Nullable Others others) {
        Type value = path.size() == 1 ? type : nested(path.subList(1, path.size()), type, others);
        return new Type.Obj(List.of(new Type.Property(path.getFirst(), value)), others);
    }
}
