/// What `portcullis eval` does, as `opa eval` does it: reads policies and data from files, evaluates one query and
/// prints the result in OPA's formats. The entry types are [PolicyFiles] and [ResultFormat]. Knows the engine's API and
/// nothing of commands.
@org.jspecify.annotations.NullMarked
package dev.portcullis.cli.eval;
