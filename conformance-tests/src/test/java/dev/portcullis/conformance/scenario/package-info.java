/// The scenarios of the sample estate as decisions: [ScenarioReader] reads what a scenario says, [Estate] builds the
/// signed snapshot it happens on, [Laboratory] asks a real decision point, [Comparison] says what differs.
@org.jspecify.annotations.NullMarked
package dev.portcullis.conformance.scenario;
