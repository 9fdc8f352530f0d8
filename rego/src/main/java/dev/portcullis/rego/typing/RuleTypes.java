package dev.portcullis.rego.typing;

import dev.portcullis.rego.analysis.Documents;
import dev.portcullis.rego.analysis.Variables;
import dev.portcullis.rego.ast.Rule;
import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.types.Basic;
import dev.portcullis.rego.types.Type;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.util.ArrayList;
import java.util.List;

/// Checks one rule and adds what it defines to the documents.
final class RuleTypes {
    private final BodyCheck bodies;
    private final Environment documents;

    /// @param documents the environment of all rules, which grows
    RuleTypes(BodyCheck bodies, Environment documents) {
        this.bodies = bodies;
        this.documents = documents;
    }

    /// Returns what is wrong with a flat rule. A faulty rule may be anything, so that those who use it are not blamed.
    ///
    /// @param surroundings what the rule sees: the documents, as its schemas describe them
    List<Finding> check(Rule rule, Environment surroundings) {
        BodyCheck.Checked checked = bodies.check(surroundings, rule.body());
        List<RegoValue> path = Documents.groundPrefix(rule.head().ref());
        List<Term> suffix = rule.head()
                .ref()
                .path()
                .subList(path.size(), rule.head().ref().path().size());
        path.addFirst(RegoString.of(Documents.DATA));
        if (checked.failed()) {
            documents.documents().put(path, Basic.ANY);
        } else {
            Type type = type(rule, suffix, checked.environment());
            if (!type.isUnknown()) {
                documents.documents().insert(path, type);
            }
        }
        bodies.inference().forget();
        return checked.findings();
    }

    private Type type(Rule rule, List<Term> suffix, Environment environment) {
        Rule.Head head = rule.head();
        if (head.arguments() != null && !head.arguments().isEmpty()) {
            return function(head.arguments(), head, environment);
        }
        Inference inference = bodies.inference();
        Type type = head.key() != null
                ? new Type.Set(inference.of(environment, head.key()))
                : head.value() == null ? Basic.UNKNOWN : inference.of(environment, head.value());
        if (type instanceof Type.Set set && head.key() != null && set.element().isUnknown()) {
            return Basic.UNKNOWN;
        }
        for (Term part : suffix.reversed()) {
            Type key = inference.of(environment, part);
            if (type.isUnknown() || key.isUnknown()) {
                return Basic.UNKNOWN;
            }
            type = Type.Obj.of(key, type);
        }
        return type;
    }

    /// Arguments that no expression speaks of may be anything.
    private Type function(List<Term> arguments, Rule.Head head, Environment environment) {
        for (Term argument : arguments) {
            for (Term.Var variable : Variables.of(argument)) {
                if (environment.variable(variable.name()).isUnknown()) {
                    environment.set(variable.name(), Basic.ANY);
                }
            }
        }
        List<Type> parameters = new ArrayList<>(bodies.inference().all(environment, arguments));
        Type result = head.value() == null ? Basic.UNKNOWN : bodies.inference().of(environment, head.value());
        return new Type.Function(parameters, Basic.UNKNOWN, result);
    }
}
