package dev.socle.messaging.codec;

import io.netty.buffer.ByteBuf;
import java.io.OutputStream;

/** Appends to a buffer, and stops before the message grows beyond its limit. */
final class BoundedOutput extends OutputStream {

    private final ByteBuf out;
    private final int endMax;
    private final int bytesMax;

    BoundedOutput(ByteBuf out, int bytesMax) {
        this.out = out;
        this.bytesMax = bytesMax;
        this.endMax = (int) Math.min((long) out.writerIndex() + bytesMax, Integer.MAX_VALUE);
    }

    @Override
    public void write(int value) {
        requireRoom(1);
        out.writeByte(value);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        requireRoom(length);
        out.writeBytes(bytes, offset, length);
    }

    private void requireRoom(int length) {
        if (length > endMax - out.writerIndex()) {
            throw CodecException.exceeds(
                    "message in bytes, so far,", "messageBytesMax", bytesMax, (long) out.writerIndex() + length);
        }
    }
}
