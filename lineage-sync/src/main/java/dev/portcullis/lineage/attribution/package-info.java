/// Who answers for what: [Escalation] makes the chain of every person and group, [Attribution] the ownership of
/// every node. Pure functions of the graph. Must not know reach, baselines or findings.
@org.jspecify.annotations.NullMarked
package dev.portcullis.lineage.attribution;
