package dev.socle.cli.samples;

import dev.socle.messaging.session.ErrorCode;
import dev.socle.messaging.session.InteractionException;
import dev.socle.messaging.session.SessionLimits;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Echoes; where it makes up bytes of its own, they are letters, so that a terminal can show them. */
public final class PrintableEcho implements Echo {

    private static final int SIZE_MAX = SessionLimits.defaults().messageLengthMax();
    private static final long DELAY_MILLIS_MAX =
            SessionLimits.defaults().handlerTimeout().toMillis();

    @Override
    public Mono<ByteBuf> bytes(ByteBuf bytes) {
        return Mono.just(bytes);
    }

    @Override
    public Flux<byte[]> stream(Burst burst) {
        Bounds.require("count", burst.count(), 0, Integer.MAX_VALUE);
        Bounds.require("size", burst.size(), 0, SIZE_MAX);
        byte[] letters = letters(burst.size());
        return Flux.range(0, burst.count()).map(i -> letters);
    }

    @Override
    public Mono<Void> fail(Failure failure) {
        return Mono.error(InteractionException.of(code(failure.code()), failure.message()));
    }

    @Override
    public Mono<Delay> delay(Delay delay) {
        Bounds.require("millis", delay.millis(), 0, DELAY_MILLIS_MAX);
        return Mono.delay(Duration.ofMillis(delay.millis())).thenReturn(delay);
    }

    private static byte[] letters(int size) {
        byte[] letters = new byte[size];
        for (int i = 0; i < size; i++) {
            letters[i] = (byte) ('a' + i % 26);
        }
        return letters;
    }

    private static int code(String text) {
        long code = -1;
        try {
            code = Long.decode(text);
        } catch (NumberFormatException e) {
            // Falls through to the text that says what was expected.
        }
        if (code < 0 || code > 0xFFFFFFFFL || !ErrorCode.isStreamCode((int) code)) {
            throw InteractionException.of(
                    ErrorCode.INVALID,
                    "code: \"" + text + "\" (expected: 0x201 to 0x204, or an application code from 0x301)");
        }
        return (int) code;
    }
}
