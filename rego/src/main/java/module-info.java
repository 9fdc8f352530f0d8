/// The Rego compiler and engine: embeddable anywhere, with no dependency but re2j and a YAML parser.
@org.jspecify.annotations.NullMarked
module dev.portcullis.rego {
    requires static org.jspecify;
    requires re2j;
    requires org.snakeyaml.engine;

    exports dev.portcullis.rego;
    exports dev.portcullis.rego.value;
    exports dev.portcullis.rego.source;
    exports dev.portcullis.rego.eval;
    exports dev.portcullis.rego.bundle;
}
