package dev.socle.messaging.interop;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** One message, the same for both implementations; equal when its bytes are, and no metadata differs from empty. */
final class Message {

    final byte @Nullable [] metadata;
    final byte[] data;

    private Message(byte @Nullable [] metadata, byte[] data) {
        this.metadata = metadata;
        this.data = data;
    }

    static Message of(String data) {
        return of(null, data);
    }

    static Message of(@Nullable String metadata, String data) {
        return new Message(metadata == null ? null : bytes(metadata), bytes(data));
    }

    /** Copies both parts; their owner stays the same. */
    static Message copyOf(@Nullable ByteBuf metadata, ByteBuf data) {
        return new Message(metadata == null ? null : ByteBufUtil.getBytes(metadata), ByteBufUtil.getBytes(data));
    }

    /** An item of a long stream, which says where it stands in it. */
    static Message numbered(int number) {
        return of(number % 3 == 0 ? "m" + number : null, "item " + number);
    }

    /** Any bytes, but the same ones for the same seed; −1 bytes of metadata are none. */
    static Message random(long seed, int metadataBytes, int dataBytes) {
        Random random = new Random(seed);
        byte[] metadata = metadataBytes < 0 ? null : new byte[metadataBytes];
        if (metadata != null) {
            random.nextBytes(metadata);
        }
        byte[] data = new byte[dataBytes];
        random.nextBytes(data);
        return new Message(metadata, data);
    }

    String text() {
        return new String(data, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Message that
                && Arrays.equals(metadata, that.metadata)
                && Arrays.equals(data, that.data);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(metadata) + Arrays.hashCode(data);
    }

    @Override
    public String toString() {
        return (metadata == null ? "no metadata" : show(metadata)) + " | " + show(data);
    }

    private static String show(byte[] bytes) {
        return bytes.length <= 40 ? new String(bytes, StandardCharsets.UTF_8) : bytes.length + " bytes";
    }
}
