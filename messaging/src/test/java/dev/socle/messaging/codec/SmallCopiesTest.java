package dev.socle.messaging.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SmallCopiesTest {

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
}
