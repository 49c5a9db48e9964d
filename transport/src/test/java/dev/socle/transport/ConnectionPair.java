package dev.socle.transport;

import static dev.socle.transport.TransportUnderTest.await;
import static dev.socle.transport.TransportUnderTest.onLoop;
import static dev.socle.transport.TransportUnderTest.runOnLoop;

import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Both ends of a connection, with a listener of its own. No handler is started yet. */
public final class ConnectionPair implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Listener listener;
    private final Connection client;
    private final Connection server;

    private ConnectionPair(Listener listener, Connection client, Connection server) {
        this.listener = listener;
        this.client = client;
        this.server = server;
    }

    public static ConnectionPair open(TransportUnderTest subject) {
        return open(subject, subject.options());
    }

    public static ConnectionPair open(TransportUnderTest subject, ConnectionOptions options) {
        BlockingQueue<Connection> accepted = new LinkedBlockingQueue<>();
        Listener listener = subject.transport()
                .listen(subject.freeAddress(), options, accepted::add)
                .block(LIMIT);
        Connection client =
                subject.transport().connect(listener.address(), options).block(LIMIT);
        try {
            return new ConnectionPair(listener, client, accepted.poll(LIMIT.toSeconds(), TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    public Listener listener() {
        return listener;
    }

    /** The end that connected. */
    public Connection client() {
        return client;
    }

    /** The end that was accepted. */
    public Connection server() {
        return server;
    }

    /** Closes all three and waits until both ends have told so, to handlers of its own where the test named none. */
    @Override
    public void close() {
        end(client);
        end(server);
        listener.close().block(LIMIT);
    }

    private static void end(Connection connection) {
        connection.close();
        await().until(() -> onLoop(connection, () -> !connection.isWritable()));
    }

    /** Writes a copy of the bytes and flushes, from any thread. */
    public static void send(Connection connection, byte[] bytes) {
        runOnLoop(connection, () -> {
            connection.write(buffer(connection, bytes));
            connection.flush();
        });
    }

    /** A buffer of the connection's allocator. */
    public static ByteBuf buffer(Connection connection, byte[] bytes) {
        return connection.allocator().buffer(bytes.length).writeBytes(bytes);
    }

    /** Bytes that look random and are always the same. */
    public static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }
}
