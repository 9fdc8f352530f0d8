/// The bridge as an application: its command line, its settings, what it says, and its start and stop.
@org.jspecify.annotations.NullMarked
package dev.portcullis.bridge.app;
