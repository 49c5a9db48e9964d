package dev.socle.transport.tls;

import static dev.socle.transport.TransportUnderTest.await;

import dev.socle.transport.Address;
import dev.socle.transport.Connection;
import dev.socle.transport.ConnectionException;
import dev.socle.transport.ConnectionOptions;
import dev.socle.transport.ConnectionPair;
import dev.socle.transport.Listener;
import dev.socle.transport.RecordingHandler;
import dev.socle.transport.TlsOptions;
import dev.socle.transport.Transport;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A listener with TLS, and what comes to it. */
final class TlsPair implements AutoCloseable {

    static final Duration LIMIT = Duration.ofSeconds(90);

    final Queue<RecordingHandler> accepted = new ConcurrentLinkedQueue<>();
    final Listener listener;

    TlsPair(TlsOptions server) {
        listener = new TlsTransport()
                .listen(Address.parse("tls://127.0.0.1:0"), options(server), connection -> {
                    RecordingHandler handler = new RecordingHandler(connection);
                    connection.start(handler);
                    accepted.add(handler);
                })
                .block(LIMIT);
    }

    /** Time enough for the slowest machine: two hundred handshakes at once may take it. */
    static ConnectionOptions options(TlsOptions tls) {
        return ConnectionOptions.defaults()
                .withConnectTimeout(Duration.ofSeconds(60))
                .withTls(tls);
    }

    int port() {
        return listener.address().port();
    }

    /** Connects to a name of this machine. */
    RecordingHandler connect(String host, TlsOptions client) {
        Connection connection = new TlsTransport()
                .connect(Address.of("tls", host, port()), options(client))
                .block(LIMIT);
        return RecordingHandler.startOn(connection);
    }

    /** Connects, and waits for the failure, during the connect or after. */
    ConnectionException failedConnect(Transport transport, Address address, TlsOptions client) {
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

    ConnectionException failedConnect(String host, TlsOptions client) {
        return failedConnect(new TlsTransport(), Address.of("tls", host, port()), client);
    }

    /** Waits until the listener has refused somebody. */
    ConnectionException refusal() {
        await().until(() -> listener.lastRefusal() != null);
        return listener.lastRefusal();
    }

    RecordingHandler accepted() {
        await().until(() -> !accepted.isEmpty());
        return accepted.remove();
    }

    @Override
    public void close() {
        listener.close().block(LIMIT);
    }
}
