package dev.socle.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socle.transport.Address;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A visitor at the port of a WebSocket listener who says exactly what a test wants, on a plain socket. */
final class Visitor implements AutoCloseable {

    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;
    static final int FINAL = 0x80;
    static final int COMPRESSED = 0x40;

    private static final byte[] MASK = {1, 2, 3, 4};

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;

    Visitor(Address listener) throws IOException {
        socket = new Socket(listener.host(), listener.port());
        socket.setSoTimeout(30_000);
        in = new DataInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    /** A visitor who has shaken hands. */
    static Visitor upgraded(Address listener) throws IOException {
        Visitor visitor = new Visitor(listener);
        assertThat(visitor.upgrade(listener, "")).startsWith("HTTP/1.1 101");
        return visitor;
    }

    /** Asks for the WebSocket, with more header lines, each with its line end; gives the head of the answer. */
    String upgrade(Address listener, String more) throws IOException {
        say("GET / HTTP/1.1\r\nHost: " + listener.host() + ":" + listener.port()
                + "\r\nUpgrade: websocket\r\nConnection: keep-alive, Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" + more + "\r\n");
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            head.write(in.readByte());
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    void say(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** All that comes until the other side closes. */
    String answer() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Sends one masked frame. */
    void frame(int first, byte[] content) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(first);
        if (content.length < 126) {
            frame.write(0x80 | content.length);
        } else {
            frame.writeBytes(new byte[] {(byte) (0x80 | 126), (byte) (content.length >> 8), (byte) content.length});
        }
        frame.writeBytes(MASK);
        for (int i = 0; i < content.length; i++) {
            frame.write(content[i] ^ MASK[i % 4]);
        }
        out.write(frame.toByteArray());
    }

    /** Sends bytes as they are. */
    void raw(byte... bytes) throws IOException {
        out.write(bytes);
    }

    /** The next frame, whose first byte must be this one; the content is short. */
    byte[] expect(int first) throws IOException {
        assertThat(in.readUnsignedByte()).isEqualTo(first);
        int length = in.readUnsignedByte();
        assertThat(length).as("length of an unmasked short frame").isLessThan(126);
        return in.readNBytes(length);
    }

    /** The code of the next frame, which must be a Close. */
    int expectClose() throws IOException {
        byte[] content = expect(FINAL | CLOSE);
        return Byte.toUnsignedInt(content[0]) << 8 | Byte.toUnsignedInt(content[1]);
    }

    /** Answers with a Close and waits for the end of the connection. */
    void closeAndExpectEnd(int code) throws IOException {
        frame(FINAL | CLOSE, new byte[] {(byte) (code >> 8), (byte) code});
        expectEnd();
    }

    void expectEnd() throws IOException {
        try {
            assertThat(in.read()).isEqualTo(-1);
        } catch (EOFException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
