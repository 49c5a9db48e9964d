package dev.socle.examples.ladder.lines;

import dev.socle.examples.ladder.step.Greeter;
import dev.socle.transport.Address;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;

/** Writes a line, reads a line. */
final class LineGreeter implements Greeter {

    private final Socket socket;
    private final InputStream in;

    LineGreeter(Address server) throws IOException {
        socket = new Socket(server.host(), server.port());
        in = new BufferedInputStream(socket.getInputStream());
    }

    @Override
    public String greet(String name) throws IOException {
        socket.getOutputStream().write(Lines.line(name));
        String answer = Lines.read(in);
        if (answer == null) {
            throw new EOFException("the connection ended before the answer");
        }
        return answer;
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
