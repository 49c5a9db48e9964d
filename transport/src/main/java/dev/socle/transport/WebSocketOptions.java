package dev.socle.transport;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * Whom a listener at a {@code ws} or {@code wss} address lets in, and what it gives to browsers.
 *
 * @param origins pages that may connect beside those of the listener itself, as browsers write them:
 *     {@code https://app.example:8443}; default none, because any page that a user opens can reach what listens on the
 *     user's machine. Who sends no origin is no page and is let in
 * @param hosts names under which the listener is reached, beside the one in its address and {@code localhost} on a
 *     loopback address; default none. A name that anybody can point at this machine would make a foreign page look like
 *     an own one. IP addresses are always good
 * @param messageBytesMax bytes of one received message, all of its frames together; default 4 MiB, at most 16,777,215,
 *     as many as the length in front of a message can say
 * @param handshakeTimeout how long an accepted connection may take until it is a WebSocket, or has taken its page;
 *     default 5 s, because one that sends a byte a second holds a place all the time
 * @param pages what is given to a plain GET, by path; default none
 */
public record WebSocketOptions(
        Set<String> origins,
        Set<String> hosts,
        int messageBytesMax,
        Duration handshakeTimeout,
        Map<String, WebPage> pages) {

    private static final int LENGTH_MAX = 0xFF_FFFF;
    private static final WebSocketOptions DEFAULTS =
            new WebSocketOptions(Set.of(), Set.of(), 4 * 1024 * 1024, Duration.ofSeconds(5), Map.of());

    public WebSocketOptions {
        origins = Set.copyOf(origins);
        hosts = Set.copyOf(hosts);
        pages = Map.copyOf(pages);
        for (String origin : origins) {
            if (!origin.matches("[a-z][a-z0-9+.-]*://[^/]+")) {
                throw new IllegalArgumentException(
                        "origins: \"" + origin + "\" (expected: scheme://host or scheme://host:port, without a path)");
            }
        }
        for (String host : hosts) {
            if (host.isEmpty() || host.indexOf(':') >= 0 || host.indexOf('/') >= 0) {
                throw new IllegalArgumentException("hosts: \"" + host + "\" (expected: a name without a port)");
            }
        }
        if (messageBytesMax <= 0 || messageBytesMax > LENGTH_MAX) {
            throw new IllegalArgumentException(
                    "messageBytesMax: " + messageBytesMax + " (expected: 1 to " + LENGTH_MAX + ")");
        }
        if (handshakeTimeout.isNegative() || handshakeTimeout.isZero()) {
            throw new IllegalArgumentException("handshakeTimeout: " + handshakeTimeout + " (expected: > 0)");
        }
        for (String path : pages.keySet()) {
            if (!path.startsWith("/")) {
                throw new IllegalArgumentException("pages: \"" + path + "\" (expected: a path such as /)");
            }
        }
    }

    /** The defaults that stand with each component. */
    public static WebSocketOptions defaults() {
        return DEFAULTS;
    }

    /** A copy with other {@link #origins}. */
    public WebSocketOptions withOrigins(Set<String> value) {
        return new WebSocketOptions(value, hosts, messageBytesMax, handshakeTimeout, pages);
    }

    /** A copy with other {@link #hosts}. */
    public WebSocketOptions withHosts(Set<String> value) {
        return new WebSocketOptions(origins, value, messageBytesMax, handshakeTimeout, pages);
    }

    /** A copy with another {@link #messageBytesMax}. */
    public WebSocketOptions withMessageBytesMax(int value) {
        return new WebSocketOptions(origins, hosts, value, handshakeTimeout, pages);
    }

    /** A copy with another {@link #handshakeTimeout}. */
    public WebSocketOptions withHandshakeTimeout(Duration value) {
        return new WebSocketOptions(origins, hosts, messageBytesMax, value, pages);
    }

    /** A copy with other {@link #pages}. */
    public WebSocketOptions withPages(Map<String, WebPage> value) {
        return new WebSocketOptions(origins, hosts, messageBytesMax, handshakeTimeout, value);
    }
}
