package dev.portcullis.pdp.app;

/// Where a server is between its first and its last moment.
enum Phase {
    STARTING("the server is starting"),
    SERVING(""),
    STOPPING("the server is stopping");

    private final String obstacle;

    Phase(String obstacle) {
        this.obstacle = obstacle;
    }

    /// Why nobody should ask now; empty when it is no reason.
    String obstacle() {
        return obstacle;
    }
}
