package dev.socle.examples.ladder;

import dev.socle.examples.ladder.step.Sockets;
import dev.socle.transport.Address;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** The relay for connections of either family: two threads for each, one a direction. */
final class StreamTap extends Tap {

    private static final int BUFFER_BYTES = 64 * 1024;

    private final Address server;
    private final Address address;
    private final ServerSocketChannel listener;

    StreamTap(Address server) throws IOException {
        this.server = server;
        Address wish = server.scheme().equals("unix") ? Address.parse(server + "-tap") : server.withPort(0);
        this.listener = Sockets.listen(wish);
        this.address = Sockets.bound(wish, listener);
        start(this::accept);
    }

    @Override
    Address address() {
        return address;
    }

    @Override
    public void close() {
        Sockets.close(address, listener);
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel client = listener.accept();
                SocketChannel target = Sockets.connect(server);
                start(() -> pump(client, target, true));
                start(() -> pump(target, client, false));
            }
        } catch (IOException closed) {
            // the tap is done
        }
    }

    private void pump(SocketChannel from, SocketChannel to, boolean isFromClient) {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        try (from;
                to) {
            while (from.read(buffer) >= 0) {
                record(isFromClient, buffer.array(), buffer.position());
                buffer.flip();
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
                buffer.clear();
            }
        } catch (IOException closed) {
            // and so is the other direction
        }
    }
}
