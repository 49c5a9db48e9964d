package dev.socle.messaging.frame.raw;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class FixedFramingTest extends RawFramingContract {

    @Override
    RawFraming framing() {
        return new FixedFraming(17);
    }

    @Override
    byte[] message(Random random) {
        byte[] message = new byte[17];
        random.nextBytes(message);
        return message;
    }

    @Test
    void messageOfAnotherLengthIsNotWritten() {
        assertThatThrownBy(() -> framed(framing(), new byte[16]))
                .hasMessage("message of 16 bytes (expected: exactly 17)");
    }

    @Test
    void lengthOutsideItsBoundsIsRefused() {
        assertThatThrownBy(() -> new FixedFraming(0)).hasMessage("length: 0 (expected: > 0)");
    }
}
