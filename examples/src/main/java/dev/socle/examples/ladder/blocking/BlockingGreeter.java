package dev.socle.examples.ladder.blocking;

import dev.socle.examples.ladder.step.Greeter;
import dev.socle.examples.ladder.step.Sockets;
import dev.socle.transport.Address;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;

/** Writes, and waits for as long as it takes: nothing says that the answer will not come. */
public final class BlockingGreeter implements Greeter {

    private final SocketChannel socket;
    private final DataInputStream in;
    private final OutputStream out;

    /** Connects. */
    public BlockingGreeter(Address server) throws IOException {
        socket = Sockets.connect(server);
        in = new DataInputStream(Channels.newInputStream(socket));
        out = Channels.newOutputStream(socket);
    }

    @Override
    public String greet(String name) throws IOException {
        LengthMessages.write(out, name);
        return LengthMessages.read(in);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
