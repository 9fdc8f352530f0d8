/// Tests of the phases between parser and planner.
@org.jspecify.annotations.NullMarked
package dev.portcullis.rego.analysis;
