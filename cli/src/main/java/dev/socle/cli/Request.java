package dev.socle.cli;

import dev.socle.messaging.service.Carrier;
import dev.socle.messaging.session.InteractionSpec;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/**
 * One message for a route of the other side.
 *
 * @param remote the other side; closed with this
 * @param route what is asked for
 * @param body what is sent
 */
record Request(Remote remote, String route, Body body) implements AutoCloseable {

    /** One of the four interactions that begin with one message. */
    interface Start<P extends Publisher<Answer>> {
        P start(Carrier carrier, InteractionSpec<RawMessage, Answer> spec, RawMessage message);
    }

    /** Begins the interaction. */
    <P extends Publisher<Answer>> P start(Start<P> interaction) {
        return interaction.start(remote.carrier(), remote.spec(route, body.type()), remote.message(route, body));
    }

    /** Waits for the end of the interaction; null when nothing comes back. */
    @Nullable
    Answer await(Start<Mono<Answer>> interaction) {
        try {
            return start(interaction).block();
        } catch (RuntimeException e) {
            throw remote.failed(route, e);
        }
    }

    @Override
    public void close() {
        remote.close();
    }
}
