package dev.socle.examples.ladder.reactive;

import dev.socle.examples.ladder.step.Greeter;
import dev.socle.transport.Address;
import dev.socle.transport.Connection;
import dev.socle.transport.ConnectionOptions;
import dev.socle.transport.Transport;
import java.io.EOFException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/** The answer is a {@link Mono}: who has nothing else to do may block on it, everybody else goes on. */
final class ReactiveGreeter implements Greeter {

    private final Connection connection;
    // On the connection's loop: who waits for the next answer, and why none will come.
    private @Nullable MonoSink<String> waiting;
    private @Nullable Throwable end;

    ReactiveGreeter(Address server) {
        connection = Objects.requireNonNull(Transport.of(server)
                .connect(server, ConnectionOptions.defaults())
                .doOnNext(this::listen)
                .block());
    }

    private void listen(Connection opened) {
        MessageFlux.of(opened)
                .subscribe(this::onAnswer, this::onEnd, () -> onEnd(new EOFException("the connection ended")));
    }

    Mono<String> ask(String name) {
        return Mono.create(sink -> connection.execute(() -> {
            if (end != null) {
                sink.error(end);
                return;
            }
            try {
                MessageFlux.send(connection, name);
                waiting = sink;
            } catch (RuntimeException refused) {
                sink.error(refused);
            }
        }));
    }

    @Override
    public String greet(String name) {
        return Objects.requireNonNull(ask(name).block());
    }

    @Override
    public void close() {
        connection.close();
    }

    private void onAnswer(String answer) {
        MonoSink<String> asked = waiting;
        if (asked != null) {
            waiting = null;
            asked.success(answer);
        }
    }

    private void onEnd(Throwable why) {
        end = why;
        if (waiting != null) {
            waiting.error(why);
        }
    }
}
