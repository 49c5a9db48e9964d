package dev.socle.messaging.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.socle.messaging.frame.MalformedFrameException.Reason;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class ReassemblyTest {

    @RegisterExtension
    final CountedBuffers buffers = new CountedBuffers();

    private final Reassembly message = new Reassembly(buffers.allocator, 0x1480, 7, 1000, 100);

    @Test
    void keepsWhatTheFirstFrameSaid() {
        assertThat(message.typeAndFlags()).isEqualTo(0x1480);
        assertThat(message.initialRequestN()).isEqualTo(7);
        assertThat(message.hasMetadata()).isFalse();
        assertThat(message.bytesHeld()).isZero();
        assertThat(message.content().isReadable()).isFalse();
    }

    @Test
    void metadataThenDataLieSideBySide() {
        add("me", "");
        add("ta", "da");
        add(null, "ta");
        assertThat(message.hasMetadata()).isTrue();
        assertThat(message.metadataLength()).isEqualTo(4);
        assertThat(message.dataLength()).isEqualTo(4);
        assertThat(text(message.content())).isEqualTo("metadata");
        message.release();
    }

    @Test
    void emptyMetadataIsNotNoMetadata() {
        add("", "");
        assertThat(message.hasMetadata()).isTrue();
        assertThat(message.metadataLength()).isZero();
        add(null, "x");
        assertThat(text(message.content())).isEqualTo("x");
        message.release();
    }

    @Test
    void messageAtItsLimitPassesAndOneMoreByteDoesNot() {
        add("m".repeat(100), "d".repeat(899));
        add(null, "d");
        refused(
                Reason.TOO_LONG,
                "Message of 1001 bytes or more, in fragments, exceeds messageLengthMax 1000",
                null,
                "d");
        message.release();
    }

    @Test
    void firstFragmentCountsTowardTheLimit() {
        refused(Reason.TOO_LONG, "messageLengthMax 1000", null, "d".repeat(1001));
        assertThat(message.bytesHeld()).isZero();
    }

    @Test
    void metadataHasALimitOfItsOwn() {
        add("m".repeat(100), "");
        refused(Reason.TOO_LONG, "Metadata of 101 bytes or more, in fragments, exceeds metadataLengthMax 100", "m", "");
        message.release();
    }

    @Test
    void metadataAfterDataIsMalformed() {
        add("m", "d");
        refused(Reason.OUT_OF_ORDER, "Fragment has 1 bytes of metadata after 1 bytes of data", "m", "");
        assertThat(text(message.content())).isEqualTo("md");
        message.release();
    }

    @Test
    void emptyMetadataAfterDataIsTolerated() {
        add(null, "d");
        add("", "d");
        assertThat(message.hasMetadata()).isFalse();
        assertThat(text(message.content())).isEqualTo("dd");
        message.release();
    }

    @Test
    void lengthsNearTheEndOfIntDoNotOverflow() {
        Reassembly unlimited = new Reassembly(buffers.allocator, 0, 0, Integer.MAX_VALUE, Integer.MAX_VALUE);
        unlimited.add(Unpooled.wrappedBuffer(new byte[8]), 0, 4, 4, 4);
        assertThatThrownBy(() -> unlimited.add(Unpooled.EMPTY_BUFFER, 0, -1, 0, Integer.MAX_VALUE))
                .isInstanceOf(MalformedFrameException.class);
        unlimited.release();
    }

    @Test
    void largePieceThatFillsItsBufferIsKeptWithoutACopy() {
        Reassembly large = new Reassembly(buffers.allocator, 0, 0, 1 << 20, 100);
        ByteBuf frame = buffers.allocator.buffer(20_000, 20_000).writeZero(20_000);
        large.add(frame, 6, -1, 6, 19_994);
        assertThat(frame.refCnt()).isEqualTo(2);
        assertThat(large.content().readableBytes()).isEqualTo(19_994);
        frame.release();
        large.release();
        assertThat(frame.refCnt()).isZero();
    }

    @Test
    void largePieceOfAMuchLargerBufferIsCopied() {
        Reassembly large = new Reassembly(buffers.allocator, 0, 0, 1 << 20, 100);
        ByteBuf frame = buffers.allocator.buffer(200_000, 200_000).writeZero(200_000);
        large.add(frame, 6, -1, 6, 19_994);
        assertThat(frame.refCnt()).isEqualTo(1);
        frame.release();
        assertThat(large.content().readableBytes()).isEqualTo(19_994);
        large.release();
    }

    @Test
    void pieceOfAFrameDoesNotKeepItsBytesFromBeingReused() {
        ByteBuf frame = buffers.of((byte) 'a');
        message.add(frame, 0, -1, 0, 1);
        frame.setByte(0, 'b');
        assertThat(text(message.content())).isEqualTo("a");
        frame.release();
        message.release();
    }

    @Test
    void piecesOfAllSizesComeBackWithinTheirMemory() {
        Random random = Seed.random("reassembly");
        for (int round = 0; round < 15; round++) {
            Reassembly any = new Reassembly(buffers.allocator, 0, 0, 1 << 24, 1 << 24);
            ByteBuf expected = Unpooled.buffer();
            int metadataPieces = random.nextInt(5);
            for (int piece = 0; piece < 60; piece++) {
                byte[] bytes = new byte[1 + random.nextInt(random.nextInt(3) == 0 ? 30_000 : 100)];
                random.nextBytes(bytes);
                ByteBuf frame = buffers.of(bytes);
                if (piece < metadataPieces) {
                    any.add(frame, 0, bytes.length, bytes.length, 0);
                } else {
                    any.add(frame, 0, -1, 0, bytes.length);
                }
                frame.release();
                expected.writeBytes(bytes);
                if (random.nextInt(10) == 0) {
                    assertThat(ByteBufUtil.equals(any.content(), expected)).isTrue();
                }
                assertThat(buffers.used()).isLessThanOrEqualTo(Reassembly.CHUNK_MIN + 3L * any.bytesHeld());
            }
            assertThat(any.bytesHeld()).isEqualTo(expected.readableBytes());
            assertThat(ByteBufUtil.equals(any.content(), expected)).isTrue();
            any.release();
            any.release();
            assertThat(any.bytesHeld()).isZero();
        }
    }

    @Test
    void manySmallPiecesAreLinear() {
        Reassembly many = new Reassembly(buffers.allocator, 0, 0, 1 << 24, 100);
        ByteBuf piece = buffers.allocator.buffer(61).writeZero(61);
        for (int i = 0; i < 200_000; i++) {
            many.add(piece, 0, -1, 0, 61);
        }
        assertThat(many.content().readableBytes()).isEqualTo(200_000 * 61);
        assertThat(buffers.used()).isLessThan(200_000L * 61 * 5 / 4);
        piece.release();
        many.release();
    }

    @Test
    void smallPiecesBetweenLargeOnesWasteNothing() {
        Reassembly mixed = new Reassembly(buffers.allocator, 0, 0, 1 << 24, 100);
        // A run of small ones first, so that their chunks have grown.
        ByteBuf small = buffers.allocator.buffer(61).writeZero(61);
        for (int i = 0; i < 3_000; i++) {
            mixed.add(small, 0, -1, 0, 61);
        }
        for (int i = 0; i < 500; i++) {
            ByteBuf large = buffers.allocator.buffer(5_000).writeZero(5_000);
            mixed.add(large, 0, -1, 0, 5_000);
            mixed.add(small, 0, -1, 0, 61);
            large.release();
        }
        small.release();
        assertThat(buffers.used()).isLessThan(mixed.bytesHeld() * 11L / 10);
        mixed.release();
    }

    @Test
    void contentMayOutliveTheMessage() {
        add("m", "d");
        ByteBuf kept = message.content().retain();
        message.release();
        assertThat(text(kept)).isEqualTo("md");
        kept.release();
    }

    private void add(@Nullable String metadata, String data) {
        String shown = metadata == null ? "" : metadata;
        ByteBuf frame = buffers.of((shown + data).getBytes(StandardCharsets.US_ASCII));
        try {
            message.add(frame, 0, metadata == null ? -1 : shown.length(), shown.length(), data.length());
        } finally {
            frame.release();
        }
    }

    private void refused(Reason reason, String text, @Nullable String metadata, String data) {
        assertThatThrownBy(() -> add(metadata, data))
                .isInstanceOf(MalformedFrameException.class)
                .hasMessageContaining(text)
                .extracting(thrown -> ((MalformedFrameException) thrown).reason())
                .isEqualTo(reason);
    }

    private static String text(ByteBuf content) {
        return content.toString(StandardCharsets.US_ASCII);
    }
}
