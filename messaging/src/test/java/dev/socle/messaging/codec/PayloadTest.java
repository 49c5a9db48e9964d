package dev.socle.messaging.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.util.IllegalReferenceCountException;
import org.junit.jupiter.api.Test;

class PayloadTest {

    private static final PayloadMessages MESSAGES = PayloadMessages.INSTANCE;

    @Test
    void emptyMetadataDiffersFromNone() {
        assertThat(Payload.of("x").hasMetadata()).isFalse();
        assertThat(Payload.of("x").metadata()).isNull();
        assertThat(Payload.of(Unpooled.EMPTY_BUFFER, Unpooled.EMPTY_BUFFER).hasMetadata())
                .isTrue();
        assertThat(Payload.empty().data().isReadable()).isFalse();
    }

    @Test
    void textIsUtf8OrRefused() {
        assertThat(ByteBufUtil.hexDump(Payload.of("\u00e4\ud83d\ude00").data())).isEqualTo("c3a4f09f9880");
        assertThat(Payload.of("\u00e4\ud83d\ude00").dataUtf8()).isEqualTo("\u00e4\ud83d\ude00");
        assertThatThrownBy(() -> Payload.of("\ud83d")).isInstanceOf(CodecException.class);
        assertThatThrownBy(() -> Payload.of(new byte[] {-1}).dataUtf8())
                .hasMessage("payload data is not valid UTF-8 at byte 0");
    }

    @Test
    void lastReleaseReleasesBothBuffers() {
        try (Buffers buffers = new Buffers()) {
            Payload payload = Payload.of(buffers.direct(new byte[2]), buffers.direct(new byte[3]));
            payload.retain();

            assertThat(payload.release()).isFalse();
            assertThat(payload.data().refCnt()).isEqualTo(1);
            assertThat(payload.release()).isTrue();
        }
    }

    @Test
    void referencesAreCounted() {
        try (Buffers buffers = new Buffers()) {
            Payload payload = Payload.of(buffers.direct(new byte[1]));
            assertThat(payload.refCnt()).isEqualTo(1);
            assertThat(payload.retain().retain(2).refCnt()).isEqualTo(4);
            assertThat(payload.release(2)).isFalse();
            assertThat(payload.release()).isFalse();
            assertThat(payload.refCnt()).isEqualTo(1);
            assertThatThrownBy(() -> payload.release(2)).isInstanceOf(IllegalReferenceCountException.class);
            assertThat(payload.release(1)).isTrue();
            assertThat(payload.refCnt()).isZero();
        }
    }

    @Test
    void releasedPayloadCannotBeUsedAgain() {
        Payload payload = Payload.empty();
        payload.release();
        assertThatThrownBy(payload::release).isInstanceOf(IllegalReferenceCountException.class);
        assertThatThrownBy(payload::retain).isInstanceOf(IllegalReferenceCountException.class);
    }

    @Test
    void contentIsNotShown() {
        assertThat(Payload.of("s3cret")).hasToString("Payload[metadata=none, data=6 bytes]");
    }

    @Test
    void payloadIsEncodedFromItsReaderIndexWhichStays() {
        try (Buffers buffers = new Buffers()) {
            Payload payload = Payload.of(
                    buffers.direct(new byte[] {9, 1}).readerIndex(1),
                    buffers.direct(new byte[] {9, 2, 3}).readerIndex(1));
            ByteBuf out = buffers.direct();

            assertThat(MESSAGES.hasMetadata(payload)).isTrue();
            MESSAGES.encodeMetadata(payload, out);
            MESSAGES.encodeData(payload, out);

            assertThat(ByteBufUtil.hexDump(out)).isEqualTo("010203");
            assertThat(payload.dataUtf8()).isEqualTo("\u0002\u0003");
            MESSAGES.release(payload);
            out.release();
        }
    }

    @Test
    void largeDataLeavesByReferenceAndPayloadIsStillReleasedOnce() {
        try (Buffers buffers = new Buffers()) {
            Payload large = Payload.of(buffers.direct(new byte[4 << 10]));
            Payload small = Payload.of(buffers.direct(new byte[(4 << 10) - 1]));

            ByteBuf reference = MESSAGES.referenceData(large);
            assertThat(MESSAGES.referenceData(small)).isNull();
            MESSAGES.release(large);
            assertThat(reference.refCnt()).isEqualTo(1);
            reference.release();
            MESSAGES.release(small);
        }
    }

    @Test
    void smallPartsAreCopiesAndLargeOnesSlices() {
        try (Buffers buffers = new Buffers()) {
            ByteBuf received = buffers.direct(new byte[8 << 10]);
            MessageView view = new MessageView();

            Payload small = MESSAGES.decode(view.wrap(received, 0, 0, 10, 1023));
            assertThat(received.refCnt()).isEqualTo(1);
            assertThat(small.hasMetadata()).isTrue();
            Payload large = MESSAGES.decode(view.wrap(received, 0, -1, 10, 1024));
            assertThat(received.refCnt()).isEqualTo(2);
            assertThat(large.hasMetadata()).isFalse();
            assertThat(large.data().readableBytes()).isEqualTo(1024);

            small.release();
            large.release();
            received.release();
        }
    }

    @Test
    void readingLeavesAPayloadAsItIs() {
        try (Buffers buffers = new Buffers()) {
            ByteBuf received = buffers.direct(new byte[] {9, 9, 1, 2, 3, 4, 5});
            Payload copied = MESSAGES.decode(new MessageView().wrap(received, 2, 2, 4, 3));
            Payload made = Payload.of(
                    buffers.direct(new byte[] {9, 1, 2}).readerIndex(1), buffers.direct(new byte[] {3, 4, 5}));
            for (Payload payload : new Payload[] {copied, made}) {
                for (int i = 0; i < 2; i++) {
                    assertThat(ByteBufUtil.hexDump(payload.metadata())).isEqualTo("0102");
                    assertThat(ByteBufUtil.hexDump(payload.data())).isEqualTo("030405");
                    payload.data().skipBytes(1);
                    payload.metadata().skipBytes(1);
                }
                ByteBuf out = buffers.direct();
                MESSAGES.encodeMetadata(payload, out);
                MESSAGES.encodeData(payload, out);
                assertThat(ByteBufUtil.hexDump(out)).isEqualTo("0102030405");
                assertThat(payload).hasToString("Payload[metadata=2 bytes, data=3 bytes]");
                MESSAGES.release(payload);
                assertThatThrownBy(() -> MESSAGES.encodeData(payload, out))
                        .isInstanceOf(IllegalReferenceCountException.class);
                out.release();
            }
            received.release();
        }
    }

    @Test
    void dataCanBeReadWhereItLies() {
        try (Buffers buffers = new Buffers()) {
            ByteBuf received = buffers.direct(new byte[2 << 10]);
            received.setLong(100, 0x0102030405060708L);
            for (int length : new int[] {8, 300, 1 << 10}) {
                Payload payload = MESSAGES.decode(new MessageView().wrap(received, 0, -1, 100, length));
                assertThat(payload.dataLength()).isEqualTo(length);
                assertThat(payload.buffer().getLong(payload.dataIndex())).isEqualTo(0x0102030405060708L);
                payload.release();
                assertThatThrownBy(payload::buffer).isInstanceOf(IllegalReferenceCountException.class);
            }
            received.release();
        }
    }

    @Test
    void releasedCopyIsNotGivenOut() {
        try (Buffers buffers = new Buffers()) {
            ByteBuf received = buffers.direct(new byte[4]);
            Payload payload = MESSAGES.decode(new MessageView().wrap(received, 0, 1, 1, 3));
            payload.release();
            assertThatThrownBy(payload::data).isInstanceOf(IllegalReferenceCountException.class);
            assertThatThrownBy(payload::metadata).isInstanceOf(IllegalReferenceCountException.class);
            assertThat(payload).hasToString("Payload[released]");
            received.release();
        }
    }
}
