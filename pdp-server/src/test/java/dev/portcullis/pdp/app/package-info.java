/// Tests of the configuration.
@org.jspecify.annotations.NullMarked
package dev.portcullis.pdp.app;
