package dev.socle.benchmarks.compare.contestant;

import dev.socle.benchmarks.compare.load.Contestant;
import dev.socle.benchmarks.compare.load.Items;
import dev.socle.benchmarks.compare.load.Link;
import dev.socle.messaging.codec.MessageView;
import dev.socle.messaging.codec.Payload;
import dev.socle.messaging.codec.PayloadMessages;
import dev.socle.messaging.session.InteractionSpec;
import dev.socle.messaging.session.Interactions;
import dev.socle.messaging.session.Session;
import java.util.function.IntConsumer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The same as {@link SocleContestant}, but items are read where they lie in the receive buffer. */
public final class SocleInPlaceContestant implements Contestant {

    private static final InteractionSpec<Payload, MessageView> BORROWED =
            new InteractionSpec<>("items in place", PayloadMessages.INSTANCE, message -> message, 0, false);

    @Override
    public int serve() {
        return new SocleContestant().serve();
    }

    @Override
    public Mono<Link> connect(int port) {
        return SocleContestant.session(port).map(SocleInPlaceContestant::link);
    }

    private static Link link(Session session) {
        return new SocleLink(() -> session, Mono.defer(() -> session.close(SocleContestant.GRACE))) {
            @Override
            public IntConsumer stream(Items.Kind kind, Items.Reader reader) {
                Flux<MessageView> items = Interactions.requestStream(session, BORROWED, request(kind));
                return ReactorReader.pass(
                        items, reader, (item, to) -> to.onItem(item.buffer(), item.dataIndex(), item.dataLength()));
            }
        };
    }
}
