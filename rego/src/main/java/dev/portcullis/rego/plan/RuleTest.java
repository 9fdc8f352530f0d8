package dev.portcullis.rego.plan;

import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;

/// What a rule asks of one value before it can hold, in a form that [RuleIndex] finds by the value. A value that
/// passes no test of a rule cannot make the rule hold; one that passes may still fail the rule's body. An undefined
/// value passes nothing.
public sealed interface RuleTest {
    /// The value equals a constant.
    record Equals(RegoValue constant) implements RuleTest {}

    /// The value is a string with this start; any string when it is empty.
    record Prefix(RegoString start) implements RuleTest {}

    /// The value is a string with this end; any string when it is empty.
    record Suffix(RegoString end) implements RuleTest {}

    /// The value is of this kind: a kind code of [RegoValue].
    record Kind(byte kind) implements RuleTest {}

    /// The value is a collection that has this element.
    record Element(RegoValue constant) implements RuleTest {}
}
