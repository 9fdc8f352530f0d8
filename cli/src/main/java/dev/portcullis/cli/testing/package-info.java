/// What `portcullis test` does, as `opa test` does it: runs the tests among the policies and reports them. The entry
/// types
/// are [TestRun] and [TestReport]. Knows the engine's API and nothing of commands.
@org.jspecify.annotations.NullMarked
package dev.portcullis.cli.testing;
