package dev.socle.transport;

import java.time.Duration;

/**
 * What a transport needs to know about its connections.
 *
 * @param connectTimeout how long a connect may take, from the look-up of its host to the end of a TLS handshake; default 5 s
 * @param startTimeout how long an open connection waits for {@link Connection#start} before it is closed; default 10 s,
 *     because a connection that nobody took, say after a cancelled subscription, must not stay open for ever
 * @param closeTimeout how long a close waits for queued bytes to leave before it drops them; default 5 s, because a peer
 *     that does not read must not hold memory and a socket for ever
 * @param outboundLowBytes below this many queued bytes an unwritable connection turns writable; default 64 KiB
 * @param outboundHighBytes above this many queued bytes a connection is not writable; default 256 KiB
 * @param connectionsMax open connections of one listener, more are closed at once; default 10,000
 * @param connectionsPerHostMax those of one listener that come from one IPv4 address or one IPv6 /64 network; default 256,
 *     because one host must not use up {@link #connectionsMax} for all others
 * @param allowPlaintext whether an unencrypted listener may bind an address other than loopback; default false, because
 *     such a listener hands everything that it serves to the network
 * @param unix what goes for {@code unix} addresses alone
 * @param halfClose whether the end of the other side's output is told ({@link ConnectionHandler#onInputEnded}) and leaves
 *     this side's open; default false: it closes the connection. Such connections run on NIO, so
 *     that options and measurements which only epoll has are refused
 * @param socket options of the sockets themselves; default none
 * @param webSocket what goes for {@code ws} and {@code wss} addresses alone
 * @param tls what goes for {@code tls}, {@code wss} and {@code quic} addresses alone
 */
public record ConnectionOptions(
        Duration connectTimeout,
        Duration startTimeout,
        Duration closeTimeout,
        int outboundLowBytes,
        int outboundHighBytes,
        int connectionsMax,
        int connectionsPerHostMax,
        boolean allowPlaintext,
        UnixOptions unix,
        boolean halfClose,
        SocketOptions socket,
        WebSocketOptions webSocket,
        TlsOptions tls) {

    private static final ConnectionOptions DEFAULTS = new ConnectionOptions(
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(5),
            64 * 1024,
            256 * 1024,
            10_000,
            256,
            false,
            UnixOptions.defaults(),
            false,
            SocketOptions.none(),
            WebSocketOptions.defaults(),
            TlsOptions.defaults());

    public ConnectionOptions {
        requirePositive("connectTimeout", connectTimeout);
        requirePositive("startTimeout", startTimeout);
        requirePositive("closeTimeout", closeTimeout);
        if (outboundLowBytes <= 0 || outboundHighBytes <= outboundLowBytes) {
            throw new IllegalArgumentException("outboundLowBytes, outboundHighBytes: " + outboundLowBytes + ", "
                    + outboundHighBytes + " (expected: 0 < low < high)");
        }
        if (connectionsMax <= 0) {
            throw new IllegalArgumentException("connectionsMax: " + connectionsMax + " (expected: > 0)");
        }
        if (connectionsPerHostMax <= 0) {
            throw new IllegalArgumentException("connectionsPerHostMax: " + connectionsPerHostMax + " (expected: > 0)");
        }
    }

    /** The defaults that stand with each component. */
    public static ConnectionOptions defaults() {
        return DEFAULTS;
    }

    /** A copy with another {@link #connectTimeout}. */
    public ConnectionOptions withConnectTimeout(Duration value) {
        return new ConnectionOptions(
                value,
                startTimeout,
                closeTimeout,
                outboundLowBytes,
                outboundHighBytes,
                connectionsMax,
                connectionsPerHostMax,
                allowPlaintext,
                unix,
                halfClose,
                socket,
                webSocket,
                tls);
    }

    /** A copy with another {@link #startTimeout}. */
    public ConnectionOptions withStartTimeout(Duration value) {
        return new ConnectionOptions(
                connectTimeout,
                value,
                closeTimeout,
                outboundLowBytes,
                outboundHighBytes,
                connectionsMax,
                connectionsPerHostMax,
                allowPlaintext,
                unix,
                halfClose,
                socket,
                webSocket,
                tls);
    }

    /** A copy with another {@link #closeTimeout}. */
    public ConnectionOptions withCloseTimeout(Duration value) {
        return new ConnectionOptions(
                connectTimeout,
                startTimeout,
                value,
                outboundLowBytes,
                outboundHighBytes,
                connectionsMax,
                connectionsPerHostMax,
                allowPlaintext,
                unix,
                halfClose,
                socket,
                webSocket,
                tls);
    }

    /** A copy with other marks, in bytes. */
    public ConnectionOptions withOutbound(int lowBytes, int highBytes) {
        return new ConnectionOptions(
                connectTimeout,
                startTimeout,
                closeTimeout,
                lowBytes,
                highBytes,
                connectionsMax,
                connectionsPerHostMax,
                allowPlaintext,
                unix,
                halfClose,
                socket,
                webSocket,
                tls);
    }

    /** A copy with other limits of a listener: in all, and from one host. */
    public ConnectionOptions withConnections(int max, int perHostMax) {
        return new ConnectionOptions(
                connectTimeout,
                startTimeout,
                closeTimeout,
                outboundLowBytes,
                outboundHighBytes,
                max,
                perHostMax,
                allowPlaintext,
                unix,
                halfClose,
                socket,
                webSocket,
                tls);
    }

    /** A copy with another {@link #allowPlaintext}. */
    public ConnectionOptions withAllowPlaintext(boolean value) {
        return new ConnectionOptions(
                connectTimeout,
                startTimeout,
                closeTimeout,
                outboundLowBytes,
                outboundHighBytes,
                connectionsMax,
                connectionsPerHostMax,
                value,
                unix,
                halfClose,
                socket,
                webSocket,
                tls);
    }

    /** A copy with other {@link #unix} options. */
    public ConnectionOptions withUnix(UnixOptions value) {
        return new ConnectionOptions(
                connectTimeout,
                startTimeout,
                closeTimeout,
                outboundLowBytes,
                outboundHighBytes,
                connectionsMax,
                connectionsPerHostMax,
                allowPlaintext,
                value,
                halfClose,
                socket,
                webSocket,
                tls);
    }

    /** A copy with another {@link #halfClose}. */
    public ConnectionOptions withHalfClose(boolean value) {
        return new ConnectionOptions(
                connectTimeout,
                startTimeout,
                closeTimeout,
                outboundLowBytes,
                outboundHighBytes,
                connectionsMax,
                connectionsPerHostMax,
                allowPlaintext,
                unix,
                value,
                socket,
                webSocket,
                tls);
    }

    /** A copy with other {@link #socket} options. */
    public ConnectionOptions withSocket(SocketOptions value) {
        return new ConnectionOptions(
                connectTimeout,
                startTimeout,
                closeTimeout,
                outboundLowBytes,
                outboundHighBytes,
                connectionsMax,
                connectionsPerHostMax,
                allowPlaintext,
                unix,
                halfClose,
                value,
                webSocket,
                tls);
    }

    /** A copy with other {@link #webSocket} options. */
    public ConnectionOptions withWebSocket(WebSocketOptions value) {
        return new ConnectionOptions(
                connectTimeout,
                startTimeout,
                closeTimeout,
                outboundLowBytes,
                outboundHighBytes,
                connectionsMax,
                connectionsPerHostMax,
                allowPlaintext,
                unix,
                halfClose,
                socket,
                value,
                tls);
    }

    /** A copy with other {@link #tls} options. */
    public ConnectionOptions withTls(TlsOptions value) {
        return new ConnectionOptions(
                connectTimeout,
                startTimeout,
                closeTimeout,
                outboundLowBytes,
                outboundHighBytes,
                connectionsMax,
                connectionsPerHostMax,
                allowPlaintext,
                unix,
                halfClose,
                socket,
                webSocket,
                value);
    }

    private static void requirePositive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: > 0)");
        }
    }
}
