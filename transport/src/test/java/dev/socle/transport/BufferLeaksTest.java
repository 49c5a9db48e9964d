package dev.socle.transport;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(BufferLeaks.class)
class BufferLeaksTest {

    private final BufferLeaks impatient = new BufferLeaks(Duration.ofMillis(50));

    @Test
    void openBufferFailsTheTestAndNotTheNextOne() {
        ByteBufAllocator.DEFAULT.buffer(1); // never released: a release after the report would hide another leak

        assertThatThrownBy(() -> impatient.afterEach(null))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("leak");
        assertThatCode(() -> impatient.afterEach(null)).doesNotThrowAnyException();
    }

    @Test
    void releasedBufferIsNoLeak() {
        ByteBuf buffer = ByteBufAllocator.DEFAULT.directBuffer(1);
        buffer.retainedSlice().release();
        buffer.release();

        assertThatCode(() -> impatient.afterEach(null)).doesNotThrowAnyException();
    }
}
