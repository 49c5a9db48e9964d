package dev.socle.messaging.session;

import dev.socle.messaging.codec.MessageEncoder;
import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;

/** The messages of a requester's channel on their way out; the first one opens the stream. */
final class ChannelOutlet<Q> extends Outlet<Q> {

    private final RequestFlux<Q, ?> stream;

    ChannelOutlet(SessionEngine engine, RequestFlux<Q, ?> stream) {
        super(engine);
        this.stream = stream;
    }

    @Override
    @Nullable
    OutboundMessage send(MessageEncoder<? super Q> encoder, Q item) {
        return stream.sendItem(encoder, item);
    }

    @Override
    void sendEnd(@Nullable Throwable failure) {
        stream.sendItemsEnd(failure);
    }

    @Override
    public Context currentContext() {
        return stream.subscriber().currentContext();
    }
}
