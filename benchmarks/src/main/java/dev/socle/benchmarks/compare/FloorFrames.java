package dev.socle.benchmarks.compare;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Cuts and writes frames of a 3-byte length, a 4-byte stream number and bytes; gathers what leaves, as Socle does. */
abstract class FloorFrames extends ChannelInboundHandlerAdapter {

    private static final int HEADER = 7;
    private static final int FLUSH_BYTES = 4 * 1024;
    private static final int GATHER_BYTES = 8 * 1024;

    private @Nullable ChannelHandlerContext context;
    private @Nullable ByteBuf held;
    private @Nullable ByteBuf gather;

    /** The connection is there. */
    void onOpen() {}

    abstract void onFrame(int stream, ByteBuf bytes, int at, int length);

    final void send(int stream, ByteBuf bytes, int at, int length) {
        ByteBuf out = gather;
        if (out == null) {
            out = context().alloc().directBuffer(GATHER_BYTES);
            gather = out;
        }
        out.writeMedium(length).writeInt(stream).writeBytes(bytes, at, length);
        if (out.readableBytes() >= FLUSH_BYTES) {
            flush();
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext active) {
        context = active;
        onOpen();
        flush();
    }

    @Override
    public void channelRead(ChannelHandlerContext active, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        if (held != null) {
            bytes = held.writeBytes(bytes);
            ((ByteBuf) message).release();
            held = null;
        }
        int at = bytes.readerIndex();
        int end = bytes.writerIndex();
        while (end - at >= HEADER) {
            int length = bytes.getUnsignedMedium(at);
            if (end - at - HEADER < length) {
                break;
            }
            onFrame(bytes.getInt(at + 3), bytes, at + HEADER, length);
            at += HEADER + length;
        }
        if (at < end) {
            held = active.alloc().directBuffer(GATHER_BYTES).writeBytes(bytes, at, end - at);
        }
        bytes.release();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext active) {
        flush();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext active, Throwable failure) {
        if (failure instanceof IOException) {
            active.close(); // the other process has ended
        } else {
            Progress.fail(failure);
        }
    }

    private void flush() {
        ByteBuf out = gather;
        if (out != null) {
            gather = null;
            context().writeAndFlush(out, context().voidPromise());
        }
    }

    private ChannelHandlerContext context() {
        return Objects.requireNonNull(context);
    }
}
