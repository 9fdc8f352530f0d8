package dev.portcullis.snapshot;

/// The kinds of [Node]. The number is part of the file format, and the order in which a snapshot numbers its nodes:
/// append only.
public enum NodeKind {
    IDENTITY(0, "identity"),
    CREDENTIAL(1, "credential"),
    STORAGE_LOCATION(2, "storage location"),
    CONSUMER(3, "consumer"),
    RESOURCE(4, "resource"),
    OWNER(5, "owner"),
    SYSTEM(6, "system");

    private final int number;
    private final String word;

    NodeKind(int number, String word) {
        this.number = number;
        this.word = word;
    }

    /// The kind of a node.
    public static NodeKind of(Node node) {
        return switch (node) {
            case Node.Identity _ -> IDENTITY;
            case Node.Credential _ -> CREDENTIAL;
            case Node.StorageLocation _ -> STORAGE_LOCATION;
            case Node.Consumer _ -> CONSUMER;
            case Node.Resource _ -> RESOURCE;
            case Node.Owner _ -> OWNER;
            case Node.SystemInstance _ -> SYSTEM;
        };
    }

    /// The place among the kinds, from 0.
    int number() {
        return number;
    }

    /// The word for messages, such as `storage location`.
    public String word() {
        return word;
    }
}
