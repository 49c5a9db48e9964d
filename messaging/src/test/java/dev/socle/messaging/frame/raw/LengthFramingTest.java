package dev.socle.messaging.frame.raw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.socle.messaging.frame.raw.MalformedBytesException.Reason;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class LengthFramingTest extends RawFramingContract {

    @Override
    RawFraming framing() {
        return LengthFraming.networkOrder(70_000);
    }

    @Override
    byte[] message(Random random) {
        byte[] message = new byte[random.nextInt(40) == 0 ? random.nextInt(500) : random.nextInt(20)];
        random.nextBytes(message);
        return message;
    }

    @Test
    void lengthStandsInFrontInItsOrder() {
        assertThat(framed(LengthFraming.networkOrder(9), (byte) 7, (byte) 8)).containsExactly(0, 0, 0, 2, 7, 8);
        assertThat(framed(new LengthFraming(ByteOrder.LITTLE_ENDIAN, 9), (byte) 7))
                .containsExactly(1, 0, 0, 0, 7);
        assertThat(ByteBuffer.wrap(framed(LengthFraming.nativeOrder(9), new byte[3]))
                        .order(ByteOrder.nativeOrder())
                        .getInt())
                .isEqualTo(3);
    }

    @Test
    void littleEndianComesBackFromSingleBytes() {
        RawFraming framing = new LengthFraming(ByteOrder.LITTLE_ENDIAN, 400);
        RawCutter cutter = cutter(framing);
        for (byte each : framed(framing, new byte[300])) {
            feed(cutter, each);
        }
        cutter.finish();

        assertThat(seen).containsExactly("00".repeat(300));
    }

    @Test
    void lengthAboveTheLimitIsRefusedAsSoonAsItIsThere() {
        RawCutter cutter = cutter(LengthFraming.networkOrder(5));
        feed(cutter, (byte) 0, (byte) 0, (byte) 0);

        assertThatThrownBy(() -> feed(cutter, (byte) 6))
                .isInstanceOfSatisfying(
                        MalformedBytesException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.TOO_LONG))
                .hasMessage("Message of 6 bytes exceeds lengthMax 5: the sender must send less per message");
        assertThat(cutter.bytesHeld()).isZero();
    }

    @Test
    void lengthIsUnsigned() {
        assertThatThrownBy(() -> feed(cutter(framing()), (byte) -1, (byte) -1, (byte) -1, (byte) -2))
                .hasMessageStartingWith("Message of 4294967294 bytes exceeds lengthMax 70000");
    }

    @Test
    void lengthInTheOtherOrderIsRecognized() {
        assertThatThrownBy(() -> feed(cutter(framing()), (byte) 16, (byte) 0, (byte) 0, (byte) 0))
                .hasMessage("Message of 268435456 bytes exceeds lengthMax 70000: read in the other order it would be"
                        + " 16; do both sides use the same?");
    }

    @Test
    void announcedLengthReservesNothing() {
        RawCutter cutter = cutter(framing());
        feed(cutter, (byte) 0, (byte) 1, (byte) 0, (byte) 0, (byte) 9);

        assertThat(cutter.capacityHeld()).isEqualTo(RawCutter.CAPACITY_MIN);
        cutter.close();
    }

    @Test
    void messageAboveTheLimitIsNotWritten() {
        assertThatThrownBy(() -> framed(LengthFraming.networkOrder(5), new byte[6]))
                .hasMessage("message of 6 bytes exceeds lengthMax 5");
    }

    @Test
    void limitOutsideItsBoundsIsRefused() {
        assertThatThrownBy(() -> LengthFraming.networkOrder(0)).hasMessage("lengthMax: 0 (expected: 1 to 2147483643)");
    }
}
