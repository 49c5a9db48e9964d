package dev.socle.messaging.interop;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.rsocket.DuplexConnection;
import io.rsocket.RSocketErrorException;
import io.rsocket.frame.FrameHeaderCodec;
import io.rsocket.frame.FrameType;
import io.rsocket.frame.KeepAliveFrameCodec;
import java.net.SocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A connection of rsocket-java that counts the answers to its keep-alives. */
final class KeepAliveCount implements DuplexConnection {

    private final DuplexConnection connection;
    private final AtomicInteger answers;

    KeepAliveCount(DuplexConnection connection, AtomicInteger answers) {
        this.connection = connection;
        this.answers = answers;
    }

    @Override
    public Flux<ByteBuf> receive() {
        return connection.receive().doOnNext(frame -> {
            if (FrameHeaderCodec.frameType(frame) == FrameType.KEEPALIVE && !KeepAliveFrameCodec.respondFlag(frame)) {
                answers.incrementAndGet();
            }
        });
    }

    @Override
    public void sendFrame(int streamId, ByteBuf frame) {
        connection.sendFrame(streamId, frame);
    }

    @Override
    public void sendErrorAndClose(RSocketErrorException failure) {
        connection.sendErrorAndClose(failure);
    }

    @Override
    public ByteBufAllocator alloc() {
        return connection.alloc();
    }

    @Override
    public SocketAddress remoteAddress() {
        return connection.remoteAddress();
    }

    @Override
    public Mono<Void> onClose() {
        return connection.onClose();
    }

    @Override
    public void dispose() {
        connection.dispose();
    }

    @Override
    public boolean isDisposed() {
        return connection.isDisposed();
    }
}
