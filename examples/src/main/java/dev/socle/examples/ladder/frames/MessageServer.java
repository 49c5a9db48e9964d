package dev.socle.examples.ladder.frames;

import dev.socle.examples.ladder.step.GreetingServer;
import dev.socle.messaging.frame.raw.RawFraming;
import dev.socle.transport.Address;
import dev.socle.transport.Connection;
import dev.socle.transport.ConnectionOptions;
import dev.socle.transport.Listener;
import dev.socle.transport.Transport;
import io.netty.buffer.ByteBuf;
import java.util.Objects;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Mono;

/** Answers each message with another, on the loop of its connection. */
public final class MessageServer {

    private final RawFraming framing;
    private final UnaryOperator<ByteBuf> answer;

    private MessageServer(RawFraming framing, UnaryOperator<ByteBuf> answer) {
        this.framing = framing;
        this.answer = answer;
    }

    /** Listens; the function borrows the message, and what it returns is released when it has been sent. */
    public static GreetingServer listen(Address at, RawFraming framing, UnaryOperator<ByteBuf> answer) {
        Mono<Listener> listening =
                Transport.of(at).listen(at, ConnectionOptions.defaults(), new MessageServer(framing, answer)::serve);
        Listener listener = Objects.requireNonNull(listening.block());
        return GreetingServer.of(listener.address(), () -> listener.close().block());
    }

    private void serve(Connection connection) {
        FramedConnection[] self = new FramedConnection[1];
        FramedConnection messages = new FramedConnection(
                connection, framing, message -> answer(Objects.requireNonNull(self[0]), message), end -> {});
        self[0] = messages;
        connection.start(messages);
    }

    private void answer(FramedConnection messages, ByteBuf message) {
        ByteBuf reply = answer.apply(message);
        try {
            messages.send(reply);
        } finally {
            reply.release();
        }
    }
}
