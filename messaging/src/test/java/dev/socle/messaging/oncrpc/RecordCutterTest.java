package dev.socle.messaging.oncrpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.socle.messaging.frame.CountedBuffers;
import dev.socle.messaging.frame.Seed;
import dev.socle.messaging.oncrpc.OncRpcException.Status;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class RecordCutterTest {

    private static final OncRpcOptions OPTIONS = OncRpcOptions.defaults().withMessageMax(1_000, 8);

    @RegisterExtension
    final CountedBuffers buffers = new CountedBuffers();

    private final List<String> seen = new ArrayList<>();
    private final RecordCutter cutter = new RecordCutter(
            buffers.allocator, OPTIONS, (buffer, at, end) -> seen.add(ByteBufUtil.hexDump(buffer, at, end - at)));

    @Test
    void anyFragmentsAndAnySplitsGiveTheSameMessages() {
        Random random = Seed.random("records");
        List<String> expected = new ArrayList<>();
        ByteBuf stream = buffers.allocator.buffer();
        for (int i = 0; i < 2_000; i++) {
            byte[] message = new byte[random.nextInt(20) == 0 ? random.nextInt(1_001) : random.nextInt(30)];
            random.nextBytes(message);
            expected.add(ByteBufUtil.hexDump(message));
            write(stream, message, random);
        }
        while (stream.isReadable()) {
            feed(ByteBufUtil.getBytes(stream.readSlice(Math.min(stream.readableBytes(), random.nextInt(100)))));
        }
        stream.release();

        assertThat(seen).isEqualTo(expected);
        assertThat(cutter.capacityHeld()).isZero();
    }

    @Test
    void messageInOneFragmentIsPassedOnInPlace() {
        ByteBuf bytes = buffers.of(ByteBufUtil.decodeHexDump("800000020102" + "80000000" + "8000000103"));
        List<ByteBuf> passed = new ArrayList<>();
        new RecordCutter(buffers.allocator, OPTIONS, (buffer, at, end) -> passed.add(buffer)).feed(bytes);

        assertThat(passed).hasSize(3).allSatisfy(buffer -> assertThat(buffer).isSameAs(bytes));
        bytes.release();
    }

    @Test
    void markIsWrittenInFrontOfAMessage() {
        ByteBuf message = buffers.of(new byte[] {0, 0, 0, 0, 7, 8});
        RecordCutter.mark(message);

        assertThat(ByteBufUtil.hexDump(message)).isEqualTo("80000002" + "0708");
        message.release();
    }

    @Test
    void messageAboveTheLimitIsRefusedAsSoonAsItsLengthIsThere() {
        feed(ByteBufUtil.decodeHexDump("00000002" + "0102" + "8000" + "03"));
        assertThatThrownBy(() -> feed(new byte[] {(byte) 0xe7}))
                .isInstanceOfSatisfying(
                        OncRpcException.class, e -> assertThat(e.status()).isEqualTo(Status.MALFORMED))
                .hasMessageStartingWith("Message of 1001 bytes or more exceeds messageBytesMax 1000");
        assertThat(cutter.capacityHeld()).isZero();
    }

    @Test
    void fragmentsOfAMessageAreLimited() {
        feed(ByteBufUtil.decodeHexDump("00000000".repeat(8)));
        assertThatThrownBy(() -> feed(ByteBufUtil.decodeHexDump("80000000")))
                .hasMessageStartingWith("Message of 9 fragments or more exceeds fragmentsMax 8");
    }

    @Test
    void fragmentsOfOneMessageDoNotCountForTheNext() {
        String message = "00000000".repeat(7) + "80000000";
        feed(ByteBufUtil.decodeHexDump(message.repeat(3)));

        assertThat(seen).containsExactly("", "", "");
    }

    @Test
    void announcedLengthReservesNothing() {
        feed(ByteBufUtil.decodeHexDump("800003e8" + "00"));
        assertThat(cutter.capacityHeld()).isEqualTo(RecordCutter.CAPACITY_MIN);
        cutter.close();
    }

    private void feed(byte[] bytes) {
        ByteBuf fed = buffers.of(bytes);
        try {
            cutter.feed(fed);
        } finally {
            fed.release();
        }
    }

    /** Appends a message in up to eight fragments, some of them empty. */
    private static void write(ByteBuf out, byte[] message, Random random) {
        int at = 0;
        for (int left = random.nextInt(8); left > 0; left--) {
            int length = random.nextInt(message.length - at + 1);
            out.writeInt(length).writeBytes(message, at, length);
            at += length;
        }
        out.writeInt(1 << 31 | message.length - at).writeBytes(message, at, message.length - at);
    }
}
