package dev.socle.messaging.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socle.messaging.frame.FrameType;
import dev.socle.transport.Address;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;

/**
 * The other side of a connection, which does what its script says and nothing by itself: a plain socket of the JDK, in
 * either role.
 *
 * <p><b>Threading:</b> the test's; it blocks, 30 s at the most.
 */
final class ScriptedPeer implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 30_000;

    private final Socket socket;
    private final DataInputStream in;

    private ScriptedPeer(Socket socket) {
        this.socket = socket;
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MILLIS);
            this.in = new DataInputStream(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In the role of a client, which has said nothing yet. */
    static ScriptedPeer connect(Address server) {
        return connect(server, 0);
    }

    /** As {@link #connect(Address)}, with a receive buffer of so many bytes where that is not 0. */
    static ScriptedPeer connect(Address server, int receiveBytes) {
        Socket socket = new Socket();
        try {
            if (receiveBytes > 0) {
                socket.setReceiveBufferSize(receiveBytes);
            }
            socket.connect(new InetSocketAddress(server.host(), server.port()), PATIENCE_MILLIS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ScriptedPeer(socket);
    }

    /** In the role of a server: the port for a client to come to. */
    static ServerSocket listen() {
        try {
            ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            listener.setSoTimeout(PATIENCE_MILLIS);
            return listener;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Address address(ServerSocket listener) {
        return Address.of("tcp", listener.getInetAddress().getHostAddress(), listener.getLocalPort());
    }

    /** In the role of a server, with the client that came. */
    static ScriptedPeer accept(ServerSocket listener) {
        try {
            return new ScriptedPeer(listener.accept());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends frames, or anything else, in one write. */
    ScriptedPeer send(byte[]... bytes) {
        try {
            socket.getOutputStream().write(Frames.join(bytes));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends what the other side may refuse to take, because it has closed. */
    ScriptedPeer trySend(byte[]... bytes) {
        try {
            socket.getOutputStream().write(Frames.join(bytes));
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

    /** Whether something arrives within a time in which it should not. */
    boolean isSilentFor(int millis) {
        try {
            socket.setSoTimeout(millis);
            try {
                return in.read() < 0;
            } catch (SocketTimeoutException silent) {
                return true;
            } finally {
                socket.setSoTimeout(PATIENCE_MILLIS);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Bytes that wait to be read. */
    int available() {
        try {
            return in.available();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Says that nothing more comes, and still reads. */
    void halfClose() {
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Closes with a reset, as a process that dies does. */
    void reset() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ReceivedFrame readFrame() throws IOException {
        int length = (in.readUnsignedByte() << 16) | in.readUnsignedShort();
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return new ReceivedFrame(bytes);
    }
}
