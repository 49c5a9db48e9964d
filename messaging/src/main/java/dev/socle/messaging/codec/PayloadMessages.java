package dev.socle.messaging.codec;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Sends and receives messages as {@link Payload}, untouched.
 *
 * <p><b>Ownership:</b> a payload that is sent is released when it was encoded; a payload that was received belongs to
 * the receiver. Its parts below 1 KiB are copies on the heap, its larger parts retained slices of the receive buffer:
 * a slice of 20 bytes would keep a buffer of 64 KiB alive, and copying so few costs less than counting references. A copy of
 * up to 256 bytes that is released on the event loop, and of which no view was made, leaves its place to the next one.
 * <p><b>Threading:</b> stateless.
 */
public final class PayloadMessages implements MessageEncoder<Payload>, MessageDecoder<Payload> {

    /** There is but one, as there is nothing to choose. */
    public static final PayloadMessages INSTANCE = new PayloadMessages();

    /** From here on data leaves by reference: below, a copy is cheaper than one more piece to gather. */
    static final int REFERENCED_BYTES_MIN = 4 << 10;

    /** From here on a part received is a slice. */
    static final int SLICED_BYTES_MIN = 1 << 10;

    private PayloadMessages() {}

    @Override
    public boolean hasMetadata(Payload value) {
        return value.hasMetadata();
    }

    @Override
    public void encodeMetadata(Payload value, ByteBuf out) {
        value.writeMetadataTo(out);
    }

    @Override
    public void encodeData(Payload value, ByteBuf out) {
        value.writeDataTo(out);
    }

    @Override
    public @Nullable ByteBuf referenceData(Payload value) {
        return value.dataLength() < REFERENCED_BYTES_MIN ? null : value.retainedData();
    }

    @Override
    public Payload decode(MessageView message) {
        ByteBuf buffer = message.buffer();
        ByteBuf metadata =
                message.hasMetadata() ? part(buffer, message.metadataIndex(), message.metadataLength()) : null;
        int length = message.dataLength();
        if (length > SmallCopies.COPY_MAX || length == 0) {
            return Payload.of(metadata, part(buffer, message.dataIndex(), length));
        }
        SmallCopies copies = SmallCopies.withRoomFor(length);
        return new Payload(metadata, copies, copies.append(buffer, message.dataIndex(), length), length);
    }

    @Override
    public void release(Payload value) {
        value.release();
    }

    /** The bytes by reference when that pays, else null. */
    static @Nullable ByteBuf reference(ByteBuf data) {
        return data.readableBytes() < REFERENCED_BYTES_MIN ? null : data.retainedSlice();
    }

    /** A part of a borrowed buffer that outlives the call. */
    static ByteBuf part(ByteBuf buffer, int index, int length) {
        if (length >= SLICED_BYTES_MIN) {
            return buffer.retainedSlice(index, length);
        }
        return SmallCopies.copy(buffer, index, length);
    }
}
