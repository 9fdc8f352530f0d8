@org.jspecify.annotations.NullMarked
package dev.portcullis.settings;
