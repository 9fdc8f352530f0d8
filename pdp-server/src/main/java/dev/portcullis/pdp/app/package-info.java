/// The server as a process: its configuration, the wiring of everything, and the command line. Everything below is
/// built
/// by hand here; nothing else knows of files, arguments or the environment. Entry type: [PdpMain].
@org.jspecify.annotations.NullMarked
package dev.portcullis.pdp.app;
