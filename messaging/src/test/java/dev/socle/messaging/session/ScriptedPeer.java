package dev.socle.messaging.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socle.messaging.frame.FrameType;
import dev.socle.transport.Address;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;

/**
 * The other side of a connection, which does what its script says and nothing by itself, in either role: over
 * {@link TestTransport#current}, for TCP by a plain socket of the JDK.
 *
 * <p><b>Threading:</b> the test's; it blocks, 30 s at the most.
 */
final class ScriptedPeer implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 30_000;

    private final PeerLink link;

    private ScriptedPeer(PeerLink link) {
        this.link = link;
    }

    /** In the role of a client, which has said nothing yet. */
    static ScriptedPeer connect(Address server) {
        return connect(server, 0);
    }

    /** As {@link #connect(Address)}, with a receive buffer of so many bytes where that is not 0. */
    static ScriptedPeer connect(Address server, int receiveBytes) {
        try {
            return new ScriptedPeer(TestTransport.current().connect(server, receiveBytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In the role of a server, with the client that came. */
    static ScriptedPeer accept(PeerListener listener) {
        try {
            return new ScriptedPeer(listener.accept());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends frames, or anything else, in one write. */
    ScriptedPeer send(byte[]... bytes) {
        try {
            link.write(Frames.join(bytes));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends what the other side may refuse to take, because it has closed. */
    ScriptedPeer trySend(byte[]... bytes) {
        try {
            link.write(Frames.join(bytes));
        } catch (IOException closed) {
            // as it may be
        }
        return this;
    }

    ScriptedPeer send(String hex) {
        return send(Frames.hex(hex));
    }

    /** The next frame, whatever it is. */
    ReceivedFrame receive() {
        try {
            return readFrame();
        } catch (IOException e) {
            throw new AssertionError("Expected a frame, and got " + e, e);
        }
    }

    ReceivedFrame expect(int type, int streamId) {
        ReceivedFrame frame = receive();
        assertThat(FrameType.name(frame.type()) + " " + frame.streamId())
                .as(frame.toString())
                .isEqualTo(FrameType.name(type) + " " + streamId);
        return frame;
    }

    /** A PAYLOAD with exactly these of the flags N, C and F. */
    ReceivedFrame expectPayload(int streamId, int flags, String data) {
        ReceivedFrame frame = expect(FrameType.PAYLOAD, streamId);
        assertThat(frame.flags() & (Frames.NEXT | Frames.COMPLETE | Frames.FOLLOWS))
                .as(frame.toString())
                .isEqualTo(flags);
        assertThat(frame.data()).isEqualTo(data);
        return frame;
    }

    ReceivedFrame expectError(int streamId, int code) {
        ReceivedFrame frame = expect(FrameType.ERROR, streamId);
        assertThat(ErrorCode.name(frame.code())).as(frame.toString()).isEqualTo(ErrorCode.name(code));
        return frame;
    }

    ReceivedFrame expectRequestN(int streamId, int n) {
        ReceivedFrame frame = expect(FrameType.REQUEST_N, streamId);
        assertThat(frame.requestN()).isEqualTo(n);
        return frame;
    }

    /** The other side sends nothing more and closes. */
    void expectClosed() {
        try {
            ReceivedFrame frame = readFrame();
            throw new AssertionError("Expected the end, and got " + frame);
        } catch (EOFException | SocketException end) {
            // as expected
        } catch (IOException e) {
            throw new AssertionError("Expected the end, and got " + e, e);
        }
    }

    /** An error on stream 0, and the end. */
    ReceivedFrame expectEnd(int code) {
        ReceivedFrame error = expectError(0, code);
        expectClosed();
        return error;
    }

    /** Whether nothing arrives within a time in which nothing should. */
    boolean isSilentFor(int millis) {
        try {
            return link.read(new byte[1], 0, 1, millis) < 0;
        } catch (SocketTimeoutException silent) {
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Bytes that wait to be read. */
    int available() {
        try {
            return link.available();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Closes with a reset, as a process that dies does; a test that needs it is skipped where there is none. */
    void reset() {
        try {
            link.reset();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            link.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ReceivedFrame readFrame() throws IOException {
        byte[] length = readFully(3);
        return new ReceivedFrame(
                readFully(((length[0] & 0xFF) << 16) | ((length[1] & 0xFF) << 8) | (length[2] & 0xFF)));
    }

    private byte[] readFully(int length) throws IOException {
        byte[] bytes = new byte[length];
        for (int read = 0; read < length; ) {
            int count = link.read(bytes, read, length - read, PATIENCE_MILLIS);
            if (count < 0) {
                throw new EOFException("after " + read + " of " + length + " bytes");
            }
            read += count;
        }
        return bytes;
    }
}
