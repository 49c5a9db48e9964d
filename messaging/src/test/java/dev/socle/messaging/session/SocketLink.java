package dev.socle.messaging.session;

import dev.socle.transport.Address;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** TCP by a plain socket of the JDK, which shares nothing with the transport under test. */
record SocketLink(Socket socket) implements PeerLink {

    private static final int PATIENCE_MILLIS = 30_000;

    /** A link to a listener, with a receive buffer of so many bytes where that is not 0. */
    static SocketLink connect(Address server, int receiveBytes) throws IOException {
        Socket socket = new Socket();
        if (receiveBytes > 0) {
            socket.setReceiveBufferSize(receiveBytes);
        }
        socket.connect(new InetSocketAddress(server.host(), server.port()), PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        return new SocketLink(socket);
    }

    static PeerListener listen() throws IOException {
        ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        listener.setSoTimeout(PATIENCE_MILLIS);
        return new PeerListener() {
            @Override
            public Address address() {
                return Address.of("tcp", listener.getInetAddress().getHostAddress(), listener.getLocalPort());
            }

            @Override
            public PeerLink accept() throws IOException {
                Socket socket = listener.accept();
                socket.setTcpNoDelay(true);
                return new SocketLink(socket);
            }

            @Override
            public void close() throws IOException {
                listener.close();
            }
        };
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    @Override
    public int read(byte[] into, int offset, int length, int millis) throws IOException {
        socket.setSoTimeout(millis);
        return socket.getInputStream().read(into, offset, length);
    }

    @Override
    public int available() throws IOException {
        return socket.getInputStream().available();
    }

    @Override
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
