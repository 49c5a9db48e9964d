package dev.socle.transport;

import static dev.socle.transport.TransportUnderTest.await;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A listener that shows a certificate, and what comes to it. */
public final class EncryptedPair implements AutoCloseable {

    public static final Duration LIMIT = Duration.ofSeconds(90);

    private final Transport transport;
    private final Queue<RecordingHandler> accepted = new ConcurrentLinkedQueue<>();
    private final Listener listener;

    public EncryptedPair(Transport transport, Address address, TlsOptions server) {
        this.transport = transport;
        this.listener = transport
                .listen(address, options(server), connection -> {
                    RecordingHandler handler = new RecordingHandler(connection);
                    connection.start(handler);
                    accepted.add(handler);
                })
                .block(LIMIT);
    }

    /** Time enough for the slowest machine: two hundred handshakes at once may take it. */
    public static ConnectionOptions options(TlsOptions tls) {
        Duration patience = Duration.ofSeconds(60);
        return ConnectionOptions.defaults()
                .withConnectTimeout(patience)
                .withStartTimeout(patience)
                .withWebSocket(WebSocketOptions.defaults().withHandshakeTimeout(patience))
                .withTls(tls);
    }

    public Listener listener() {
        return listener;
    }

    public int port() {
        return listener.address().port();
    }

    /** The listener's address by a name of this machine. */
    public Address at(String host) {
        Address bound = listener.address();
        return new Address(bound.scheme(), host, bound.port(), bound.path(), "");
    }

    /** Connects to a name of this machine. */
    public RecordingHandler connect(String host, TlsOptions client) {
        Connection connection = transport.connect(at(host), options(client)).block(LIMIT);
        return RecordingHandler.startOn(connection);
    }

    /** Connects, and waits for the failure, during the connect or after. */
    public static ConnectionException failedConnect(Transport transport, Address address, TlsOptions client) {
        Connection connection;
        try {
            connection = transport.connect(address, options(client)).block(LIMIT);
        } catch (ConnectionException failure) {
            return failure;
        }
        RecordingHandler handler = RecordingHandler.startOn(connection);
        // As a session does: what it says first must not destroy what it will be told.
        ConnectionPair.send(connection, new byte[5_000]);
        handler.awaitClosed();
        return handler.cause();
    }

    public ConnectionException failedConnect(String host, TlsOptions client) {
        return failedConnect(transport, at(host), client);
    }

    /** Waits until the listener has refused somebody. */
    public ConnectionException refusal() {
        await().until(() -> listener.lastRefusal() != null);
        return listener.lastRefusal();
    }

    public RecordingHandler accepted() {
        await().until(() -> !accepted.isEmpty());
        return accepted.remove();
    }

    public boolean hasAcceptedNobody() {
        return accepted.isEmpty();
    }

    @Override
    public void close() {
        listener.close().block(LIMIT);
    }
}
