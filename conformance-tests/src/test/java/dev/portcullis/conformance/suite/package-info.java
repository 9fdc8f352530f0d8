/// OPA's own evaluation suite against our engine: reads the cases through the oracle, judges each as OPA's runner does,
/// and holds the result against a list of cases that must pass. The entry type is [SuiteMain].
@org.jspecify.annotations.NullMarked
package dev.portcullis.conformance.suite;
