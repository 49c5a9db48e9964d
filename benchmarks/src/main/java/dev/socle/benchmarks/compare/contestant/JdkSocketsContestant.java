package dev.socle.benchmarks.compare.contestant;

import dev.socle.benchmarks.compare.load.Call;
import dev.socle.benchmarks.compare.load.Contestant;
import dev.socle.benchmarks.compare.load.Exchange;
import dev.socle.benchmarks.compare.load.Link;
import dev.socle.benchmarks.compare.load.Order;
import dev.socle.benchmarks.compare.load.Receipt;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;

/** Blocking sockets of the JDK: a thread a connection, and a connection a caller. Typed messages are Jackson by hand. */
public final class JdkSocketsContestant implements Contestant {

    private static final byte ECHO = 0;
    private static final byte ORDER = 1;

    @Override
    public int serve() throws IOException {
        ServerSocket listener = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
        start("accept", () -> {
            while (true) {
                Wire wire = new Wire(listener.accept());
                start("connection", () -> answer(wire));
            }
        });
        return listener.getLocalPort();
    }

    @Override
    public Mono<Link> connect(int port) {
        return Mono.fromSupplier(() -> new BlockingLink(port));
    }

    private static void answer(Wire wire) throws IOException {
        try (wire) {
            while (true) {
                byte kind = wire.in.readByte();
                byte[] request = wire.read();
                wire.write(kind, kind == ORDER ? Json.place(request) : request);
            }
        } catch (EOFException e) {
            // The client has closed it.
        }
    }

    private interface Task {
        void run() throws IOException;
    }

    private static void start(String name, Task task) {
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Each thread has its own connection, made when it first asks. */
    private static final class BlockingLink implements Link {

        private final Set<Wire> wires = ConcurrentHashMap.newKeySet();
        private final ThreadLocal<Wire> wire;

        private BlockingLink(int port) {
            wire = ThreadLocal.withInitial(() -> {
                try {
                    Wire opened = new Wire(new Socket(InetAddress.getLoopbackAddress(), port));
                    wires.add(opened);
                    return opened;
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }

        @Override
        public Call call(Exchange exchange) {
            return new BlockingCall(exchange, request -> ask(ECHO, request));
        }

        @Override
        public Receipt place(Order order) throws IOException {
            return Json.receipt(ask(ORDER, Json.of(order)));
        }

        @Override
        public void close() throws IOException {
            for (Wire opened : wires) {
                opened.close();
            }
        }

        private byte[] ask(byte kind, byte[] request) throws IOException {
            Wire mine = Objects.requireNonNull(wire.get());
            mine.write(kind, request);
            mine.in.readByte();
            return mine.read();
        }
    }

    /** Messages of a kind, a length and bytes. */
    private static final class Wire implements Closeable {

        private final Socket socket;
        private final DataInputStream in;
        private final DataOutputStream out;

        private Wire(Socket socket) throws IOException {
            this.socket = socket;
            socket.setTcpNoDelay(true);
            in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
        }

        private void write(byte kind, byte[] bytes) throws IOException {
            out.writeByte(kind);
            out.writeInt(bytes.length);
            out.write(bytes);
            out.flush();
        }

        private byte[] read() throws IOException {
            byte[] bytes = new byte[in.readInt()];
            in.readFully(bytes);
            return bytes;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
