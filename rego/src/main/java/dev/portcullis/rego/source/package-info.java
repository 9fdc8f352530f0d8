/// Where policy text comes from, which language level it is written in, places in it, and what is wrong with it.
@org.jspecify.annotations.NullMarked
package dev.portcullis.rego.source;
