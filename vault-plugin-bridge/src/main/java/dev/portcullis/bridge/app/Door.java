package dev.portcullis.bridge.app;

import java.net.InetSocketAddress;

/// One enforcement point that listens.
///
/// @param name of its block in the configuration
/// @param behind what it stands before, for the line that says that it listens
/// @param drain stops listening, and returns when open requests were answered, or had their time
/// @param close ends what is left
record Door(String name, InetSocketAddress address, String behind, Runnable drain, Runnable close) {
    /// `vault=127.0.0.1:8100 server=127.0.0.1:8200`
    String line() {
        return name + "=" + address.getHostString() + ":" + address.getPort() + " " + behind;
    }
}
