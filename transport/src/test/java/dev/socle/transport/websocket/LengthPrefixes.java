package dev.socle.transport.websocket;

import dev.socle.transport.Address;
import dev.socle.transport.Connection;
import dev.socle.transport.ConnectionException;
import dev.socle.transport.ConnectionHandler;
import dev.socle.transport.ConnectionOptions;
import dev.socle.transport.Listener;
import dev.socle.transport.PeerIdentity;
import dev.socle.transport.SocketOption;
import dev.socle.transport.TcpInfo;
import dev.socle.transport.Transport;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.function.Consumer;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * Makes bytes without a form of a transport that carries messages with their lengths: puts a length in front of each
 * write, and takes the lengths away from what is read. So the contract, which writes what it likes, holds for it too.
 */
record LengthPrefixes(Transport transport) implements Transport {

    @Override
    public String scheme() {
        return transport.scheme();
    }

    @Override
    public Mono<Connection> connect(Address address, ConnectionOptions options) {
        return transport.connect(address, options).map(Plain::new);
    }

    @Override
    public Mono<Listener> listen(Address address, ConnectionOptions options, Consumer<Connection> onConnection) {
        return transport.listen(address, options, connection -> onConnection.accept(new Plain(connection)));
    }

    private record Plain(Connection under) implements Connection {

        @Override
        public void write(ByteBuf bytes) {
            under.write(under.allocator().buffer(3).writeMedium(bytes.readableBytes()));
            under.write(bytes);
        }

        @Override
        public void start(ConnectionHandler handler) {
            under.start(new Stripping(under.allocator(), handler));
        }

        @Override
        public long id() {
            return under.id();
        }

        @Override
        public Address localAddress() {
            return under.localAddress();
        }

        @Override
        public Address remoteAddress() {
            return under.remoteAddress();
        }

        @Override
        public PeerIdentity peer() {
            return under.peer();
        }

        @Override
        public ByteBufAllocator allocator() {
            return under.allocator();
        }

        @Override
        public void flush() {
            under.flush();
        }

        @Override
        public boolean isWritable() {
            return under.isWritable();
        }

        @Override
        public long bytesBeforeUnwritable() {
            return under.bytesBeforeUnwritable();
        }

        @Override
        public long bytesQueued() {
            return under.bytesQueued();
        }

        @Override
        public void reading(boolean on) {
            under.reading(on);
        }

        @Override
        public void shutdownOutput() {
            under.shutdownOutput();
        }

        @Override
        public TcpInfo tcpInfo() {
            return under.tcpInfo();
        }

        @Override
        public <T> T option(SocketOption<T> option) {
            return under.option(option);
        }

        @Override
        public void close() {
            under.close();
        }

        @Override
        public boolean inLoop() {
            return under.inLoop();
        }

        @Override
        public void execute(Runnable task) {
            under.execute(task);
        }

        @Override
        public void offerProcessor() {
            under.offerProcessor();
        }

        @Override
        public void shortenReceiveQueue() {
            under.shortenReceiveQueue();
        }

        @Override
        public void yieldThen(Runnable task) {
            under.yieldThen(task);
        }

        @Override
        public Disposable schedule(Runnable task, long delayMillis) {
            return under.schedule(task, delayMillis);
        }

        @Override
        public String toString() {
            return under.toString();
        }
    }

    private static final class Stripping implements ConnectionHandler {

        private final ConnectionHandler above;
        private final MessageCutter cutter;

        Stripping(ByteBufAllocator allocator, ConnectionHandler above) {
            this.above = above;
            this.cutter = new MessageCutter(allocator, message -> {
                try {
                    above.onBytes(message);
                } finally {
                    message.release();
                }
            });
        }

        @Override
        public void onBytes(ByteBuf bytes) {
            cutter.cut(bytes.retain());
        }

        @Override
        public void onReadComplete() {
            above.onReadComplete();
        }

        @Override
        public void onWritabilityChanged() {
            above.onWritabilityChanged();
        }

        @Override
        public void onClosed(ConnectionException cause) {
            cutter.release();
            above.onClosed(cause);
        }
    }
}
