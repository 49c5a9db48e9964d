package dev.socle.examples.ladder.blocking;

import dev.socle.examples.ladder.step.GreetingServer;
import dev.socle.examples.ladder.step.Sockets;
import dev.socle.transport.Address;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** Accepts one client, serves it until it goes, accepts the next: whoever comes meanwhile waits. */
final class BlockingServer implements GreetingServer {

    private final ServerSocketChannel server;
    private final Address address;

    BlockingServer(Address at) throws IOException {
        server = Sockets.listen(at);
        address = Sockets.bound(at, server);
        Thread thread = new Thread(this::run, "ladder-blocking");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public Address address() {
        return address;
    }

    @Override
    public void close() {
        Sockets.close(address, server);
    }

    private void run() {
        while (server.isOpen()) {
            try (SocketChannel client = server.accept()) {
                serve(client);
            } catch (EOFException gone) {
                // the client has closed, which is how it says that it is done
            } catch (IOException e) {
                if (server.isOpen()) {
                    System.err.println("client lost: " + e.getMessage());
                }
            }
        }
    }

    private static void serve(SocketChannel client) throws IOException {
        DataInputStream in = new DataInputStream(Channels.newInputStream(client));
        OutputStream out = Channels.newOutputStream(client);
        while (true) {
            LengthMessages.write(out, "Hello, " + LengthMessages.read(in) + "!");
        }
    }
}
