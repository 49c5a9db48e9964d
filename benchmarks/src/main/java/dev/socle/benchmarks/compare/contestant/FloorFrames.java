package dev.socle.benchmarks.compare.contestant;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Cuts and writes frames of a 3-byte length, a kind, a 4-byte number and bytes; gathers what leaves, as Socle does.
 *
 * <p><b>Threading:</b> the channel's event loop.
 */
abstract class FloorFrames extends ChannelInboundHandlerAdapter {

    static final byte ECHO = 0;
    static final byte ITEMS = 1;
    static final byte FIRED = 2;
    static final byte ORDER = 3;

    private static final int HEADER = 8;
    private static final int FLUSH_BYTES = 8 * 1024;
    private static final int FLUSH_BYTES_LATER = 32 * 1024;
    private static final int LONG_TURN_BYTES = 16 * 1024;
    private static final int SHORT_END_BYTES = 3 * 1024;
    private static final int COPIED_BYTES_MAX = 4 * 1024;
    private static final int BEHIND_BYTES = 64 * 1024;

    private @Nullable ChannelHandlerContext context;
    private @Nullable ByteBuf held;
    private @Nullable ByteBuf gather;
    private int turnBytes;
    private int requestBytesLeft = Integer.MAX_VALUE;

    abstract void onFrame(byte kind, int number, ByteBuf bytes, int at, int length);

    /** One request is about to be answered, and so many bytes of others came with it. */
    final void answering(int bytesLeft) {
        requestBytesLeft = bytesLeft;
    }

    /** Large bytes leave without a copy, in a reference of their own. */
    final void send(byte kind, int number, ByteBuf bytes, int at, int length) {
        ByteBuf out = begin(kind, number, length);
        if (length < COPIED_BYTES_MAX) {
            out.writeBytes(bytes, at, length);
            flushIfDue(out);
            return;
        }
        gather = null;
        context().write(out, context().voidPromise());
        context().writeAndFlush(bytes.retainedSlice(at, length), context().voidPromise());
    }

    final void send(byte kind, int number, byte[] bytes) {
        ByteBuf out = begin(kind, number, bytes.length);
        out.writeBytes(bytes);
        flushIfDue(out);
    }

    final void flush() {
        ByteBuf out = gather;
        if (out != null) {
            gather = null;
            turnBytes += out.readableBytes();
            context().writeAndFlush(out, context().voidPromise());
        }
    }

    static byte[] copy(ByteBuf bytes, int at, int length) {
        return ByteBufUtil.getBytes(bytes, at, length, true);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
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
            onFrame(bytes.getByte(at + 3), bytes.getInt(at + 4), bytes, at + HEADER, length);
            at += HEADER + length;
        }
        held = rest(active, bytes, at, end);
        bytes.release();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext active) {
        flush();
        turnBytes = 0;
        requestBytesLeft = Integer.MAX_VALUE;
    }

    /** What is left of a frame that has not come whole, with room for all of it. */
    private static @Nullable ByteBuf rest(ChannelHandlerContext active, ByteBuf bytes, int at, int end) {
        if (at == end) {
            return null;
        }
        int whole = end - at < HEADER ? HEADER : HEADER + bytes.getUnsignedMedium(at);
        if (at == bytes.readerIndex() && bytes.capacity() - at >= whole) {
            return bytes.retain(); // there is room behind it
        }
        // What comes with the frame's last bytes goes behind it.
        return active.alloc().directBuffer(whole + BEHIND_BYTES).writeBytes(bytes, at, end - at);
    }

    private ByteBuf begin(byte kind, int number, int length) {
        ByteBuf out = gather;
        if (out == null) {
            out = context().alloc().directBuffer(flushBytes() + COPIED_BYTES_MAX);
            gather = out;
        }
        return out.writeMedium(length).writeByte(kind).writeInt(number);
    }

    private void flushIfDue(ByteBuf out) {
        int pieceBytes = requestBytesLeft > SHORT_END_BYTES ? flushBytes() : flushBytes() + SHORT_END_BYTES;
        if (out.readableBytes() >= pieceBytes) {
            flush();
        }
    }

    private int flushBytes() {
        return turnBytes < LONG_TURN_BYTES ? FLUSH_BYTES : FLUSH_BYTES_LATER;
    }

    private ChannelHandlerContext context() {
        return Objects.requireNonNull(context);
    }
}
