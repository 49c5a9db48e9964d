package dev.socle.messaging.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SmallCopiesTest {

    /** With an array that no other test has left a copy in. */
    @BeforeEach
    void beginAnArray() {
        ByteBuf from = Unpooled.buffer(SmallCopies.COPY_MAX).writeZero(SmallCopies.COPY_MAX);
        for (int at = -1, last = -2; at > last; ) {
            last = at;
            at = SmallCopies.withRoomFor(SmallCopies.COPY_MAX).append(from, 0, SmallCopies.COPY_MAX);
        }
        SmallCopies.withRoomFor(1).release();
    }

    @Test
    void copiesShareAnArrayAndNothingElse() {
        ByteBuf from = Unpooled.wrappedBuffer(new byte[] {1, 2, 3, 4, 5});
        ByteBuf first = SmallCopies.copy(from, 0, 3);
        ByteBuf second = SmallCopies.copy(from, 3, 2);
        from.setZero(0, 5);

        assertThat(second.array()).isSameAs(first.array());
        first.setByte(2, 9);
        assertThatThrownBy(() -> first.writeByte(0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(ByteBufUtil.hexDump(first)).isEqualTo("010209");
        assertThat(ByteBufUtil.hexDump(second)).isEqualTo("0405");
    }

    @Test
    void whoeverReleasesOneTooOftenHarmsNoOther() {
        ByteBuf from = Unpooled.wrappedBuffer(new byte[] {1, 2});
        ByteBuf first = SmallCopies.copy(from, 0, 1);
        ByteBuf second = SmallCopies.copy(from, 1, 1);
        for (int i = 0; i < 3; i++) {
            assertThat(first.release()).isFalse();
        }
        assertThat(second.getByte(0)).isEqualTo((byte) 2);
        assertThat(SmallCopies.copy(from, 0, 1).getByte(0)).isEqualTo((byte) 1);
        ByteBuf kept = second.retainedSlice();
        assertThat(kept.refCnt()).isEqualTo(1);
        assertThat(kept.release()).isFalse();
    }

    @Test
    void anArrayIsFilledAndThenTheNextOneBegun() {
        List<ByteBuf> copies = new ArrayList<>();
        for (int number = 0; number < 1_000; number++) {
            copies.add(
                    SmallCopies.copy(Unpooled.buffer().writeInt(number).writeZero(number % 200), 0, 4 + number % 200));
        }
        for (int number = 0; number < 1_000; number++) {
            assertThat(copies.get(number).getInt(0)).isEqualTo(number);
            assertThat(copies.get(number).readableBytes()).isEqualTo(4 + number % 200);
        }
        long arrays = copies.stream().map(ByteBuf::array).distinct().count();
        assertThat(arrays).isBetween(50L, 60L);
    }

    @Test
    void aLargerCopyHasAnArrayOfItsOwn() {
        ByteBuf from = Unpooled.buffer(300).writeZero(300);
        assertThat(SmallCopies.copy(from, 0, 256).array()).hasSize(SmallCopies.SHARED_BYTES);
        assertThat(SmallCopies.copy(from, 0, 257).array()).hasSize(257);
    }

    @Test
    void aPlaceIsTakenAgainOnceAllCopiesAreReleased() {
        Payload first = received("one");
        Payload second = received("two");
        int at = first.dataIndex();
        first.release();
        Payload third = received("three");
        assertThat(third.dataIndex()).isGreaterThan(second.dataIndex());
        assertThat(second.dataUtf8()).isEqualTo("two");
        second.release();
        third.release();

        Payload fourth = received("four");
        assertThat(fourth.dataIndex()).isLessThanOrEqualTo(at);
        fourth.release();
    }

    @Test
    void aViewOutlivesItsPayload() {
        Payload payload = received("one");
        ByteBuf view = payload.data();
        payload.release();
        overwriteWhatMayBe();
        assertThat(view.toString(UTF_8)).isEqualTo("one");
    }

    @Test
    void aViewOfTheBufferOutlivesItsPayload() {
        Payload payload = received("one");
        int at = payload.dataIndex();
        ByteBuf view = payload.buffer().duplicate();
        payload.release();
        overwriteWhatMayBe();
        assertThat(view.getByte(at)).isEqualTo((byte) 'o');
    }

    @Test
    void metadataOutlivesItsPayload() {
        ByteBuf bytes = Unpooled.copiedBuffer("metadata", UTF_8);
        Payload payload = PayloadMessages.INSTANCE.decode(new MessageView().wrap(bytes, 0, 4, 4, 4));
        ByteBuf metadata = payload.metadata();
        payload.release();
        overwriteWhatMayBe();
        assertThat(metadata.toString(UTF_8)).isEqualTo("meta");
    }

    @Test
    void aRetainedBufferIsKept() {
        Payload payload = received("one");
        int at = payload.dataIndex();
        ByteBuf buffer = payload.buffer().retain();
        payload.release();
        overwriteWhatMayBe();
        assertThat(buffer.getByte(at)).isEqualTo((byte) 'o');
        buffer.release();
    }

    @Test
    void aRetainedPayloadKeepsItsPlaceUntilItsLastRelease() {
        Payload payload = received("one");
        payload.retain();
        payload.release();
        overwriteWhatMayBe();
        assertThat(payload.dataUtf8()).isEqualTo("one");
        payload.release();
    }

    @Test
    void whatIsReleasedOnAnotherThreadKeepsItsPlace() throws InterruptedException {
        Payload passed = received("one");
        int at = passed.dataIndex();
        Thread other = new Thread(passed::release);
        other.start();
        other.join();
        assertThat(received("two").dataIndex()).isGreaterThan(at);
    }

    /** What nobody releases is the collector's, and does not stop the others. */
    @Test
    void copiesThatAreNotReleasedStayAsTheyAre() {
        Payload[] kept = new Payload[1000];
        for (int i = 0; i < kept.length; i++) {
            kept[i] = received("number " + i);
            received("and another").release();
        }
        for (int i = 0; i < kept.length; i++) {
            assertThat(kept[i].dataUtf8()).isEqualTo("number " + i);
        }
    }

    private static void overwriteWhatMayBe() {
        for (int i = 0; i < 2 * SmallCopies.SHARED_BYTES; i++) {
            received("?").release();
        }
        Payload[] more = new Payload[SmallCopies.SHARED_BYTES];
        for (int i = 0; i < more.length; i++) {
            more[i] = received("?");
        }
        for (Payload payload : more) {
            payload.release();
        }
    }

    private static Payload received(String text) {
        ByteBuf bytes = Unpooled.copiedBuffer(text, UTF_8);
        return PayloadMessages.INSTANCE.decode(new MessageView().wrap(bytes, 0, -1, 0, bytes.readableBytes()));
    }
}
