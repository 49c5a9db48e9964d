package dev.socle.examples.ladder.frames;

import dev.socle.examples.ladder.step.Greeter;
import dev.socle.messaging.frame.raw.RawFraming;
import dev.socle.transport.Address;
import dev.socle.transport.Connection;
import dev.socle.transport.ConnectionOptions;
import dev.socle.transport.Transport;
import io.netty.buffer.ByteBuf;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/** Sends one message and takes the next that comes for its answer: one at a time, for nothing says which belongs to which. */
public final class MessageGreeter implements Greeter {

    private final Function<String, ByteBuf> encode;
    private final Function<ByteBuf, String> decode;
    private final Connection connection;
    // On the connection's loop.
    private @Nullable FramedConnection messages;
    private @Nullable MonoSink<String> waiting;
    private @Nullable Throwable end;

    /** Connects; the functions say what a message means. */
    public MessageGreeter(
            Address server, RawFraming framing, Function<String, ByteBuf> encode, Function<ByteBuf, String> decode) {
        this.encode = encode;
        this.decode = decode;
        connection = Objects.requireNonNull(Transport.of(server)
                .connect(server, ConnectionOptions.defaults())
                .doOnNext(opened -> {
                    messages = new FramedConnection(opened, framing, this::onMessage, this::onEnd);
                    opened.start(messages);
                })
                .block());
    }

    @Override
    public String greet(String name) {
        Mono<String> answer = Mono.create(sink -> connection.execute(() -> send(name, sink)));
        return Objects.requireNonNull(answer.block());
    }

    @Override
    public void close() {
        connection.close();
    }

    private void send(String name, MonoSink<String> sink) {
        if (end != null) {
            sink.error(end);
            return;
        }
        ByteBuf message = encode.apply(name);
        try {
            Objects.requireNonNull(messages).send(message);
            waiting = sink;
        } catch (RuntimeException refused) {
            sink.error(refused);
        } finally {
            message.release();
        }
    }

    private void onMessage(ByteBuf message) {
        MonoSink<String> asked = waiting;
        if (asked == null) {
            throw new IllegalStateException("a message of " + message.readableBytes() + " bytes that nobody asked for");
        }
        waiting = null;
        try {
            asked.success(decode.apply(message));
        } catch (RuntimeException unreadable) {
            asked.error(unreadable);
        }
    }

    private void onEnd(Throwable why) {
        end = why;
        if (waiting != null) {
            waiting.error(why);
        }
    }
}
