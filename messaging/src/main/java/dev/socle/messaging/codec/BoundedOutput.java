package dev.socle.messaging.codec;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.OutputStream;

/** Appends to one buffer after the other, and stops before a message grows beyond its limit; closed, it drops bytes. */
final class BoundedOutput extends OutputStream {

    private ByteBuf out = Unpooled.EMPTY_BUFFER;
    private boolean open;
    private int start;
    private int bytesMax;

    void open(ByteBuf target, int max) {
        out = target;
        start = target.writerIndex();
        bytesMax = max;
        open = true;
    }

    @Override
    public void write(int value) {
        if (open) {
            requireRoom(1);
            out.writeByte(value);
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        if (open) {
            requireRoom(length);
            out.writeBytes(bytes, offset, length);
        }
    }

    @Override
    public void close() {
        open = false;
        out = Unpooled.EMPTY_BUFFER;
    }

    private void requireRoom(int length) {
        long total = (long) out.writerIndex() - start + length;
        if (total > bytesMax) {
            throw CodecException.exceeds("message of at least " + total + " bytes", "messageBytesMax", bytesMax);
        }
    }
}
