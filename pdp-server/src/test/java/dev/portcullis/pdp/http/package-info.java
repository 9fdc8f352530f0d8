/// Tests of the management port.
@org.jspecify.annotations.NullMarked
package dev.portcullis.pdp.http;
