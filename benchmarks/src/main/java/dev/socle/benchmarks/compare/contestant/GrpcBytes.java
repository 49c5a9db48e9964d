package dev.socle.benchmarks.compare.contestant;

import io.grpc.Drainable;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.Status;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Bytes as they are. Its streams are drainable and of known length: without that gRPC copies byte by byte, and would be
 * measured far too slow.
 */
final class GrpcBytes implements Marshaller<ByteBuf> {

    @Override
    public InputStream stream(ByteBuf value) {
        return new Drain(value);
    }

    @Override
    public ByteBuf parse(InputStream stream) {
        return Unpooled.wrappedBuffer(read(stream));
    }

    /** All bytes of a message. */
    static byte[] read(InputStream stream) {
        try {
            byte[] bytes = new byte[stream.available()]; // of known length: exact
            int length = stream.readNBytes(bytes, 0, bytes.length);
            if (length != bytes.length) {
                throw new IOException("got " + length + " bytes (expected: " + bytes.length + ")");
            }
            return bytes;
        } catch (IOException e) {
            throw Status.INTERNAL.withCause(e).asRuntimeException();
        }
    }

    /** The buffer is borrowed: it is read before {@code sendMessage} returns. */
    private static final class Drain extends InputStream implements Drainable, KnownLength {

        private final ByteBuf bytes;
        private int at;

        private Drain(ByteBuf bytes) {
            this.bytes = bytes;
            this.at = bytes.readerIndex();
        }

        @Override
        public int drainTo(OutputStream target) throws IOException {
            int length = available();
            bytes.getBytes(at, target, length);
            at += length;
            return length;
        }

        @Override
        public int available() {
            return bytes.writerIndex() - at;
        }

        @Override
        public int read() {
            return available() == 0 ? -1 : bytes.getByte(at++) & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            int count = Math.min(length, available());
            bytes.getBytes(at, target, offset, count);
            at += count;
            return count == 0 && length > 0 ? -1 : count;
        }
    }
}
