package dev.socle.benchmarks.compare;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Stands between client and server, outside of what is timed, and counts the bytes of both directions. */
final class Relay implements AutoCloseable {

    private static final int BUFFER_BYTES = 64 * 1024;

    private final ServerSocket listener = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicLong bytes = new AtomicLong();
    private final int port;

    /** A relay to a port of loopback. */
    Relay(int port) throws IOException {
        this.port = port;
        start("relay to " + port, this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Bytes that went through it so far, both ways. */
    long bytes() {
        return bytes.get();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = opened(listener.accept());
            Socket server = opened(new Socket(InetAddress.getLoopbackAddress(), port));
            start("relay of requests", () -> pass(client, server));
            start("relay of answers", () -> pass(server, client));
        }
    }

    private Socket opened(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        sockets.add(socket);
        return socket;
    }

    private void pass(Socket from, Socket to) throws IOException {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[BUFFER_BYTES];
            int length;
            while ((length = in.read(buffer)) > 0) {
                bytes.addAndGet(length);
                out.write(buffer, 0, length);
            }
        }
    }

    private interface Task {
        void run() throws IOException;
    }

    /** That a socket is closed is how each of them ends. */
    private static void start(String name, Task task) {
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (IOException closed) {
                        // Whoever misses the bytes fails, and says so.
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }
}
