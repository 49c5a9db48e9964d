package dev.socle.transport;

import java.time.Duration;

/**
 * What a transport needs to know about its connections.
 *
 * @param connectTimeout how long a connect, with the look-up of its host, may take; default 5 s
 * @param outboundLowBytes below this many queued bytes an unwritable connection turns writable; default 64 KiB
 * @param outboundHighBytes above this many queued bytes a connection is not writable; default 256 KiB
 * @param allowPlaintext whether an unencrypted listener may bind an address other than loopback; default false, because
 *     such a listener hands everything that it serves to the network
 */
public record ConnectionOptions(
        Duration connectTimeout, int outboundLowBytes, int outboundHighBytes, boolean allowPlaintext) {

    private static final ConnectionOptions DEFAULTS =
            new ConnectionOptions(Duration.ofSeconds(5), 64 * 1024, 256 * 1024, false);

    public ConnectionOptions {
        if (connectTimeout.isNegative() || connectTimeout.isZero()) {
            throw new IllegalArgumentException("connectTimeout: " + connectTimeout + " (expected: > 0)");
        }
        if (outboundLowBytes <= 0 || outboundHighBytes <= outboundLowBytes) {
            throw new IllegalArgumentException("outboundLowBytes, outboundHighBytes: " + outboundLowBytes + ", "
                    + outboundHighBytes + " (expected: 0 < low < high)");
        }
    }

    /** The defaults that stand with each component. */
    public static ConnectionOptions defaults() {
        return DEFAULTS;
    }

    /** A copy with another {@link #connectTimeout}. */
    public ConnectionOptions withConnectTimeout(Duration value) {
        return new ConnectionOptions(value, outboundLowBytes, outboundHighBytes, allowPlaintext);
    }

    /** A copy with other marks, in bytes. */
    public ConnectionOptions withOutbound(int lowBytes, int highBytes) {
        return new ConnectionOptions(connectTimeout, lowBytes, highBytes, allowPlaintext);
    }

    /** A copy with another {@link #allowPlaintext}. */
    public ConnectionOptions withAllowPlaintext(boolean value) {
        return new ConnectionOptions(connectTimeout, outboundLowBytes, outboundHighBytes, value);
    }
}
