package dev.socle.messaging.session;

import static org.junit.jupiter.api.Assumptions.abort;

import dev.socle.transport.Address;
import dev.socle.transport.Connection;
import dev.socle.transport.ConnectionException;
import dev.socle.transport.ConnectionHandler;
import dev.socle.transport.ConnectionOptions;
import dev.socle.transport.Listener;
import dev.socle.transport.Transport;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Any transport: its own connection without a session on it. While more than 64 KiB wait to be read by the test, nothing is
 * read from the connection, so that a peer that does not read is felt at the other side.
 */
final class ConnectionLink implements PeerLink, ConnectionHandler {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int UNREAD_MAX = 64 * 1024;
    private static final byte[] END = {};

    private final Connection connection;
    private final BlockingQueue<byte[]> received = new LinkedBlockingQueue<>();
    private final AtomicInteger unread = new AtomicInteger();
    /** Those who wait for room, and whether there will be none: of the connection's loop. */
    private final List<CompletableFuture<Void>> writers = new ArrayList<>();

    private boolean isClosed;
    private byte[] current = new byte[0];
    private int position;

    private ConnectionLink(Connection connection) {
        this.connection = connection;
        connection.execute(() -> connection.start(this));
    }

    static ConnectionLink connect(Address server, ConnectionOptions options) {
        return new ConnectionLink(Transport.of(server).connect(server, options).block(PATIENCE));
    }

    static PeerListener listen(Address address, ConnectionOptions options) {
        BlockingQueue<ConnectionLink> accepted = new LinkedBlockingQueue<>();
        Listener listener = Transport.of(address)
                .listen(address, options, connection -> accepted.add(new ConnectionLink(connection)))
                .block(PATIENCE);
        return new PeerListener() {
            @Override
            public Address address() {
                return listener.address();
            }

            @Override
            public PeerLink accept() {
                return next(accepted);
            }

            @Override
            public void close() {
                listener.close().block(PATIENCE);
            }
        };
    }

    /** Waits while the other side does not read; what is written to a closed connection is lost. */
    @Override
    public void write(byte[] bytes) throws IOException {
        CompletableFuture<Void> room = new CompletableFuture<>();
        connection.execute(() -> {
            connection.write(connection.allocator().buffer(bytes.length).writeBytes(bytes));
            connection.flush();
            writers.add(room);
            onWritabilityChanged();
        });
        try {
            room.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IOException("the other side does not read", e);
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public int read(byte[] into, int offset, int length, int millis) throws SocketTimeoutException {
        if (position == current.length) {
            byte[] next = poll(millis);
            if (next == END) {
                received.add(END); // for who reads again
                return -1;
            }
            current = next;
            position = 0;
        }
        int count = Math.min(length, current.length - position);
        System.arraycopy(current, position, into, offset, count);
        position += count;
        int before = unread.getAndAdd(-count);
        if (before > UNREAD_MAX && before - count <= UNREAD_MAX) {
            connection.execute(() -> connection.reading(true));
        }
        return count;
    }

    @Override
    public int available() {
        return unread.get();
    }

    /** Only a socket of the system can be made to do that. */
    @Override
    public void reset() {
        close();
        abort("a connection of " + connection.remoteAddress().scheme() + " cannot be reset from here: tcp shows it");
    }

    @Override
    public void close() {
        connection.close();
    }

    @Override
    public void onBytes(ByteBuf bytes) {
        byte[] copy = new byte[bytes.readableBytes()];
        bytes.readBytes(copy);
        received.add(copy);
        int before = unread.getAndAdd(copy.length);
        if (before <= UNREAD_MAX && before + copy.length > UNREAD_MAX) {
            connection.reading(false);
        }
    }

    @Override
    public void onReadComplete() {}

    @Override
    public void onWritabilityChanged() {
        if (isClosed || connection.isWritable()) {
            writers.forEach(room -> room.complete(null));
            writers.clear();
        }
    }

    @Override
    public void onClosed(@Nullable ConnectionException cause) {
        isClosed = true;
        onWritabilityChanged();
        received.add(END);
    }

    private byte[] poll(int millis) throws SocketTimeoutException {
        try {
            byte[] next = received.poll(millis, TimeUnit.MILLISECONDS);
            if (next == null) {
                throw new SocketTimeoutException("nothing within " + millis + " ms");
            }
            return next;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ConnectionLink next(BlockingQueue<ConnectionLink> accepted) {
        try {
            ConnectionLink link = accepted.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (link == null) {
                throw new AssertionError("No client came");
            }
            return link;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
