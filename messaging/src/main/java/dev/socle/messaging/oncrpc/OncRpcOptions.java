package dev.socle.messaging.oncrpc;

import dev.socle.messaging.codec.CodecLimits;
import dev.socle.messaging.codec.XdrCodec;
import dev.socle.transport.ConnectionOptions;
import dev.socle.transport.DatagramOptions;
import java.time.Duration;

/**
 * What both sides of ONC RPC need to know.
 *
 * @param messageBytesMax bytes of a call or reply over TCP, header included; default 1 MiB
 * @param fragmentsMax fragments of a message over TCP; default 1,024, because empty ones cost work and carry nothing
 * @param callsMax calls in flight on a connection or socket; a client refuses more, a server reads no more from a
 *     connection until some are answered, and drops more on a datagram socket; default 1,024
 * @param callTimeout how long a client waits for a reply; default 10 s
 * @param resendAfter how long a client waits for a reply over UDP before it sends the call again; twice as long after
 *     each time; default 500 ms
 * @param credential who a client says it is; default nobody
 * @param connection of TCP
 * @param datagrams of UDP; default 8,800 bytes of a datagram, as programs in C have it
 */
public record OncRpcOptions(
        int messageBytesMax,
        int fragmentsMax,
        int callsMax,
        Duration callTimeout,
        Duration resendAfter,
        RpcCredential credential,
        ConnectionOptions connection,
        DatagramOptions datagrams) {

    private static final OncRpcOptions DEFAULTS = new OncRpcOptions(
            1 << 20,
            1_024,
            1_024,
            Duration.ofSeconds(10),
            Duration.ofMillis(500),
            RpcCredential.NONE,
            ConnectionOptions.defaults(),
            DatagramOptions.defaults().withBytesMax(8_800));

    /** Checks each limit. */
    public OncRpcOptions {
        requireWithin("messageBytesMax", messageBytesMax, 64, 1 << 30);
        requireWithin("fragmentsMax", fragmentsMax, 1, Integer.MAX_VALUE);
        requireWithin("callsMax", callsMax, 1, 1 << 20);
        requireMillis("callTimeout", callTimeout);
        requireMillis("resendAfter", resendAfter);
    }

    /** The defaults that stand with each component. */
    public static OncRpcOptions defaults() {
        return DEFAULTS;
    }

    /** The same with other limits of messages: bytes, and fragments. */
    public OncRpcOptions withMessageMax(int bytes, int fragments) {
        return new OncRpcOptions(
                bytes, fragments, callsMax, callTimeout, resendAfter, credential, connection, datagrams);
    }

    /** The same with another {@link #callsMax}. */
    public OncRpcOptions withCallsMax(int value) {
        return new OncRpcOptions(
                messageBytesMax, fragmentsMax, value, callTimeout, resendAfter, credential, connection, datagrams);
    }

    /** The same with other times: for a call in all, and over UDP until it is sent again. */
    public OncRpcOptions withCallTimeout(Duration timeout, Duration resend) {
        return new OncRpcOptions(
                messageBytesMax, fragmentsMax, callsMax, timeout, resend, credential, connection, datagrams);
    }

    /** The same with another {@link #credential}. */
    public OncRpcOptions withCredential(RpcCredential value) {
        return new OncRpcOptions(
                messageBytesMax, fragmentsMax, callsMax, callTimeout, resendAfter, value, connection, datagrams);
    }

    /** The same with other options of the transports. */
    public OncRpcOptions withTransports(ConnectionOptions ofConnections, DatagramOptions ofDatagrams) {
        return new OncRpcOptions(
                messageBytesMax,
                fragmentsMax,
                callsMax,
                callTimeout,
                resendAfter,
                credential,
                ofConnections,
                ofDatagrams);
    }

    XdrCodec codec() {
        return XdrCodec.of(CodecLimits.defaults().withMessageBytesMax(messageBytesMax));
    }

    private static void requireWithin(String name, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + min + " to " + max + ")");
        }
    }

    private static void requireMillis(String name, Duration value) {
        if (value.toMillis() < 1) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: at least 1 ms)");
        }
    }
}
