/// What a secret looks like, for whoever must keep none: evidence, requests, data of bundles.
@NullMarked
package dev.portcullis.snapshot.secret;

import org.jspecify.annotations.NullMarked;
