/// A configuration file, read strictly: one YAML file, overridden by the environment, and that by flags.
@org.jspecify.annotations.NullMarked
package dev.portcullis.settings;
