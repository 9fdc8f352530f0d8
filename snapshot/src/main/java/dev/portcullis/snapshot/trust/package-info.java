/// Who may sign what: the trust file ([dev.portcullis.snapshot.trust.Trust], the entry type), private key files, and
/// making a new pair. The format is docs/spec/snapshot-v1.md, section "Trust file". Knows nothing of what is signed.
@org.jspecify.annotations.NullMarked
package dev.portcullis.snapshot.trust;
