package dev.socle.messaging.session;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.socle.messaging.frame.FrameHeader;
import dev.socle.transport.Address;
import dev.socle.transport.ConnectionOptions;
import dev.socle.transport.SocketOption;
import dev.socle.transport.SocketOptions;
import dev.socle.transport.TestCertificates;
import dev.socle.transport.quic.QuicTransport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The transports that carry sessions, for tests that run over each of them: {@link OverEachTransport}. A new transport is one
 * line here.
 */
enum TestTransport {
    TCP("tcp://127.0.0.1:0"),
    LOCAL("local://session-%d"),
    UNIX("unix://" + folder() + "/%d"),
    TLS("tls://127.0.0.1:0"),
    WS("ws://127.0.0.1:0/session"),
    WSS("wss://127.0.0.1:0/session"),
    QUIC("quic://127.0.0.1:0");

    private static final AtomicInteger NAMES = new AtomicInteger();
    private static TestTransport current = TCP;

    private final String pattern;

    TestTransport(String pattern) {
        this.pattern = pattern;
    }

    /** The one that is under test now; tests run one after the other. */
    static TestTransport current() {
        return current;
    }

    static void current(TestTransport transport) {
        current = transport;
    }

    /** Skips tests over a transport that this machine has not, with the reason. */
    void assumeHere() {
        assumeTrue(this != QUIC || QuicTransport.whyNot() == null, QuicTransport::whyNot);
    }

    /** Skips a test that sends a part of a frame, where only whole messages travel. */
    static void assumeBytes() {
        assumeTrue(
                current != WS && current != WSS,
                "a WebSocket message travels when it is whole: no part of a frame comes alone");
    }

    /** An address at which a listener can be bound now. */
    Address address() {
        return Address.parse(String.format(Locale.ROOT, pattern, NAMES.incrementAndGet()));
    }

    /** What both sides need to be told, besides what a test asks for. */
    SessionOptions with(SessionOptions options) {
        return options.withConnection(with(options.connection()));
    }

    /** A link of a scripted peer to a listener, with a narrow socket where so many bytes are given and it has one. */
    PeerLink connect(Address server, int receiveBytes) throws IOException {
        if (this == TCP) {
            return SocketLink.connect(server, receiveBytes);
        }
        ConnectionOptions options = with(ConnectionOptions.defaults());
        boolean isNarrow = receiveBytes > 0 && this != LOCAL && this != UNIX && this != QUIC;
        return ConnectionLink.connect(
                server,
                isNarrow
                        ? options.withSocket(SocketOptions.none().with(SocketOption.SO_RCVBUF, receiveBytes))
                        : options);
    }

    PeerListener listen() throws IOException {
        return this == TCP ? SocketLink.listen() : ConnectionLink.listen(address(), with(ConnectionOptions.defaults()));
    }

    private ConnectionOptions with(ConnectionOptions options) {
        return switch (this) {
            case TLS, QUIC -> options.withTls(TestCertificates.both());
            case WS -> withLongMessages(options);
            case WSS -> withLongMessages(options).withTls(TestCertificates.both());
            default -> options;
        };
    }

    private static ConnectionOptions withLongMessages(ConnectionOptions options) {
        return options.withWebSocket(options.webSocket().withMessageBytesMax(FrameHeader.LENGTH_MAX));
    }

    private static Path folder() {
        try {
            Path folder = Files.createTempDirectory("socle");
            folder.toFile().deleteOnExit();
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
