package dev.socle.examples.ladder.selector;

import dev.socle.examples.ladder.blocking.LengthMessages;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * What the server has to remember of one client, now that no thread waits in the middle of a message: what has come of
 * the request, and what has not yet left of the answer.
 */
final class SelectorClient {

    private final SocketChannel socket;
    private final ByteBuffer in = ByteBuffer.allocate(Integer.BYTES + LengthMessages.BYTES_MAX);
    private ByteBuffer out = ByteBuffer.allocate(0);

    SelectorClient(SocketChannel socket) {
        this.socket = socket;
    }

    /** The socket is ready for something; an exception ends the connection. */
    void onReady(SelectionKey key) throws IOException {
        if (key.isWritable()) {
            socket.write(out);
        } else if (socket.read(in) < 0) {
            throw new EOFException("closed");
        }
        in.flip();
        while (!out.hasRemaining() && hasMessage()) {
            byte[] name = new byte[in.getInt()];
            in.get(name);
            String answer = "Hello, " + new String(name, StandardCharsets.UTF_8) + "!";
            out = ByteBuffer.wrap(LengthMessages.framed(answer));
            socket.write(out);
        }
        in.compact();
        // Who does not read its answer is not read either: what it may make us hold has a bound.
        key.interestOps(out.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }

    private boolean hasMessage() throws IOException {
        if (in.remaining() < Integer.BYTES) {
            return false;
        }
        int length = in.getInt(in.position());
        LengthMessages.check(length);
        return in.remaining() >= Integer.BYTES + length;
    }
}
