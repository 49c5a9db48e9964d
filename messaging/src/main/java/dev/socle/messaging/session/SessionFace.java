package dev.socle.messaging.session;

import dev.socle.messaging.codec.Payload;
import dev.socle.messaging.codec.PayloadMessages;
import dev.socle.transport.Address;
import dev.socle.transport.Connection;
import dev.socle.transport.ConnectionException;
import dev.socle.transport.ConnectionException.Reason;
import dev.socle.transport.PeerIdentity;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * What a session's users see of it: who is at the other end, whether it is open, and interactions with payloads. Any
 * thread; {@link SessionEngine} says, on the loop, what there is to be seen.
 */
abstract class SessionFace implements Session {

    private static final InteractionSpec<Payload, Payload> PAYLOADS =
            new InteractionSpec<>("payload", PayloadMessages.INSTANCE, PayloadMessages.INSTANCE, 30_000, false);

    final Connection connection;
    private final Sinks.Empty<Void> opening = Sinks.empty();
    private final Sinks.Empty<Void> closing = Sinks.empty();
    private volatile Setup setup;
    private volatile boolean open;

    SessionFace(Connection connection, Setup setup) {
        this.connection = connection;
        this.setup = setup;
    }

    /** Why nothing can be asked now. */
    abstract ConnectionException gone();

    @Override
    public final Setup setup() {
        return setup;
    }

    @Override
    public final Address localAddress() {
        return connection.localAddress();
    }

    @Override
    public final Address remoteAddress() {
        return connection.remoteAddress();
    }

    @Override
    public final PeerIdentity peer() {
        return connection.peer();
    }

    @Override
    public final boolean isOpen() {
        return open;
    }

    @Override
    public final Mono<Void> onClose() {
        return closing.asMono();
    }

    @Override
    public final Mono<Session> connect() {
        if (open) {
            return Mono.just(this);
        }
        // An acceptor has the session before it is open.
        return opening.asMono().then(Mono.fromCallable(() -> {
            if (!open) {
                throw gone();
            }
            return this;
        }));
    }

    @Override
    public final Mono<Payload> requestResponse(Payload request) {
        return Interactions.requestResponse(this, PAYLOADS, request);
    }

    @Override
    @SuppressWarnings("unchecked") // it emits nothing
    public final Mono<Void> fireAndForget(Payload request) {
        return (Mono<Void>) (Mono<?>) Interactions.fireAndForget(this, PAYLOADS, request);
    }

    @Override
    public final Flux<Payload> requestStream(Payload request) {
        return Interactions.requestStream(this, PAYLOADS, request);
    }

    @Override
    public final Flux<Payload> requestChannel(Publisher<Payload> requests) {
        return Interactions.requestChannel(this, PAYLOADS, requests);
    }

    // ---- what the engine tells; on the loop

    /** The client announced this, and it was agreed to. */
    final void setup(Setup agreed) {
        setup = agreed;
    }

    /** New streams can be started. */
    final void opened() {
        open = true;
        opening.tryEmitEmpty();
    }

    /** No new streams can be started any more. */
    final void shut() {
        open = false;
    }

    /** Who waits for the session to open waits no longer. */
    final void openingEnded() {
        opening.tryEmitEmpty();
    }

    /** The connection is closed. */
    final void closed(@Nullable ConnectionException why) {
        if (why == null || why.reason() == Reason.CLOSED) {
            closing.tryEmitEmpty();
        } else {
            closing.tryEmitError(why);
        }
    }
}
