package dev.socle.benchmarks.compare.contestant;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import io.grpc.Drainable;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.Status;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * One kind of message as protobuf. Its size is taken first, then it is written in one pass, as generated code does; code
 * that no tool generates needs no tool.
 */
abstract class ProtobufMessage<T> implements Marshaller<T> {

    /** Bytes of the message. */
    abstract int size(T value);

    abstract void write(T value, CodedOutputStream out) throws IOException;

    abstract T read(CodedInputStream in) throws IOException;

    @Override
    public final InputStream stream(T value) {
        return new Drain(value, size(value));
    }

    @Override
    public final T parse(InputStream stream) {
        try {
            return read(CodedInputStream.newInstance(GrpcBytes.read(stream)));
        } catch (IOException e) {
            throw Status.INTERNAL.withDescription("not protobuf").withCause(e).asRuntimeException();
        }
    }

    private final class Drain extends InputStream implements Drainable, KnownLength {

        private final T value;
        private int left;

        private Drain(T value, int size) {
            this.value = value;
            this.left = size;
        }

        @Override
        public int drainTo(OutputStream target) throws IOException {
            int size = left;
            CodedOutputStream out = CodedOutputStream.newInstance(target, Math.min(size, 4_096));
            write(value, out);
            out.flush();
            left = 0;
            return size;
        }

        @Override
        public int available() {
            return left;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException("only drained");
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            throw new UnsupportedOperationException("only drained");
        }
    }
}
