package dev.socle.transport;

import io.netty.buffer.ByteBuf;

/** Sends back what arrives, and flushes once per read. */
public final class EchoHandler implements ConnectionHandler {

    private final Connection connection;

    public EchoHandler(Connection connection) {
        this.connection = connection;
    }

    @Override
    public void onBytes(ByteBuf bytes) {
        connection.write(bytes.retain());
    }

    @Override
    public void onReadComplete() {
        connection.flush();
    }

    @Override
    public void onWritabilityChanged() {}

    @Override
    public void onClosed(ConnectionException cause) {}
}
