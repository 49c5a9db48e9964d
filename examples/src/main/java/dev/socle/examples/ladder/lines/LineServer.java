package dev.socle.examples.ladder.lines;

import dev.socle.examples.ladder.step.GreetingServer;
import dev.socle.transport.Address;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A thread for each client: clients no longer wait for each other, but each costs a stack. */
final class LineServer implements GreetingServer {

    private final ServerSocket server;
    private final Address address;

    LineServer(Address at) throws IOException {
        server = new ServerSocket(at.port(), 50, InetAddress.getByName(at.host()));
        address = at.withPort(server.getLocalPort());
        start("ladder-lines", this::run);
    }

    @Override
    public Address address() {
        return address;
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void run() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                start("ladder-lines-client", () -> serve(client));
            } catch (IOException e) {
                if (!server.isClosed()) {
                    System.err.println("no client: " + e.getMessage());
                }
            }
        }
    }

    private static void serve(Socket client) {
        try (client) {
            InputStream in = new BufferedInputStream(client.getInputStream());
            for (String name = Lines.read(in); name != null; name = Lines.read(in)) {
                client.getOutputStream().write(Lines.line("Hello, " + name + "!"));
            }
        } catch (IOException e) {
            System.err.println("client lost: " + e.getMessage());
        }
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
