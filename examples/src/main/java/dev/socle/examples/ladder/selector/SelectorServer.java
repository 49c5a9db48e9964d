package dev.socle.examples.ladder.selector;

import dev.socle.examples.ladder.step.GreetingServer;
import dev.socle.examples.ladder.step.Sockets;
import dev.socle.transport.Address;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** Asks the system which of all sockets are ready, and never waits for one. */
final class SelectorServer implements GreetingServer {

    private final Selector selector = Selector.open();
    private final ServerSocketChannel server;
    private final Address address;
    private volatile boolean isClosed;

    SelectorServer(Address at) throws IOException {
        server = Sockets.listen(at);
        address = Sockets.bound(at, server);
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
        Thread thread = new Thread(this::run, "ladder-selector");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public Address address() {
        return address;
    }

    @Override
    public void close() {
        isClosed = true;
        selector.wakeup();
    }

    private void run() {
        try {
            while (!isClosed) {
                selector.select(this::onReady);
            }
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            selector.close();
        } catch (IOException e) {
            System.err.println("selector lost: " + e.getMessage());
        }
        Sockets.close(address, server);
    }

    private void onReady(SelectionKey key) {
        try {
            if (key.attachment() instanceof SelectorClient client) {
                client.onReady(key);
            } else {
                accept();
            }
        } catch (IOException e) {
            key.cancel();
            close((SocketChannel) key.channel());
        }
    }

    private void accept() throws IOException {
        SocketChannel client = server.accept();
        if (client != null) {
            client.configureBlocking(false);
            client.register(selector, SelectionKey.OP_READ, new SelectorClient(client));
        }
    }

    private static void close(SocketChannel client) {
        try {
            client.close();
        } catch (IOException e) {
            System.err.println("client lost: " + e.getMessage());
        }
    }
}
