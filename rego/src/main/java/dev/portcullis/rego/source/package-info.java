/// Where policy text comes from, places in it, and what is wrong with it. Knows nothing of the language.
@org.jspecify.annotations.NullMarked
package dev.portcullis.rego.source;
