/// Tests over several modules: other people's suites, architecture rules, documents.
@org.jspecify.annotations.NullMarked
package dev.portcullis.conformance;
