package dev.socle.benchmarks.compare.contestant;

import dev.socle.benchmarks.compare.load.Call;
import dev.socle.benchmarks.compare.load.Exchange;
import dev.socle.benchmarks.compare.load.Items;
import dev.socle.benchmarks.compare.load.Link;
import dev.socle.messaging.codec.Payload;
import dev.socle.messaging.session.Session;
import io.netty.buffer.ByteBuf;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/** Raw payloads over Socle, each on the session that the source gives for it. */
class SocleLink implements Link {

    private final Supplier<Session> session;
    private final Mono<Void> close;

    SocleLink(Supplier<Session> session, Mono<Void> close) {
        this.session = session;
        this.close = close;
    }

    @Override
    public Call call(Exchange exchange) {
        return ReactorCall.of(
                exchange,
                Payload::of,
                (answer, to) -> to.onAnswer(answer.buffer(), answer.dataIndex(), answer.dataLength()),
                request -> session.get().requestResponse(request));
    }

    @Override
    public IntConsumer stream(Items.Kind kind, Items.Reader reader) {
        return ReactorReader.read(
                session.get().requestStream(request(kind)),
                reader,
                (item, to) -> to.onItem(item.buffer(), item.dataIndex(), item.dataLength()));
    }

    @Override
    public void fire(ByteBuf message) {
        session.get().fireAndForget(Payload.of(message.retain())).subscribe(ReactorFired.INSTANCE);
    }

    /** What a server is asked with for such items. */
    static Payload request(Items.Kind kind) {
        return kind == Items.Kind.USUAL ? Payload.empty() : Payload.of(kind.name());
    }

    @Override
    public void close() {
        close.block();
    }
}
