package dev.socle.examples.ladder.reactive;

import dev.socle.examples.ladder.blocking.LengthMessages;
import dev.socle.transport.Connection;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Flux;

/** The messages of step 1 out of bytes that come cut anywhere. */
final class MessageFlux {

    private ByteBuffer held = ByteBuffer.allocate(0);

    private MessageFlux() {}

    static Flux<String> of(Connection connection) {
        return Flux.defer(() -> ByteFlux.of(connection).concatMapIterable(new MessageFlux()::take));
    }

    static void send(Connection connection, String text) {
        try {
            connection.write(Unpooled.wrappedBuffer(LengthMessages.framed(text)));
            connection.flush();
        } catch (IOException tooLong) {
            throw new UncheckedIOException(tooLong);
        }
    }

    private List<String> take(byte[] more) {
        held = ByteBuffer.allocate(held.remaining() + more.length)
                .put(held)
                .put(more)
                .flip();
        List<String> messages = new ArrayList<>();
        while (held.remaining() >= Integer.BYTES) {
            int length = held.getInt(held.position());
            try {
                LengthMessages.check(length);
            } catch (IOException tooLong) {
                throw new UncheckedIOException(tooLong);
            }
            if (held.remaining() < Integer.BYTES + length) {
                break;
            }
            byte[] message = new byte[held.getInt()];
            held.get(message);
            messages.add(new String(message, StandardCharsets.UTF_8));
        }
        return messages;
    }
}
