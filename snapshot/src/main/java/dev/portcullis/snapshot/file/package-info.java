/// Files that appear whole or not at all. Entry type: [dev.portcullis.snapshot.file.WholeFile]. Knows nothing of what
/// the files say.
@org.jspecify.annotations.NullMarked
package dev.portcullis.snapshot.file;
