/// Tests of the application.
@org.jspecify.annotations.NullMarked
package dev.portcullis.bridge.app;
