/// Tests of the decision core, and the hand-written fakes that other packages' tests use too.
@org.jspecify.annotations.NullMarked
package dev.portcullis.pdp.decision;
