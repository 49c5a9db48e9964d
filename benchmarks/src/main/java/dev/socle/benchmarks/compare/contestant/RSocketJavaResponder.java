package dev.socle.benchmarks.compare.contestant;

import dev.socle.benchmarks.compare.load.Items;
import dev.socle.benchmarks.compare.load.Work;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.rsocket.Payload;
import io.rsocket.RSocket;
import io.rsocket.metadata.CompositeMetadata;
import io.rsocket.metadata.RoutingMetadata;
import io.rsocket.metadata.WellKnownMimeType;
import io.rsocket.util.ByteBufPayload;
import java.util.Map;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The work of a server on rsocket-java. */
final class RSocketJavaResponder implements RSocket {

    private static final String ROUTING = WellKnownMimeType.MESSAGE_RSOCKET_ROUTING.getString();

    private final Map<String, UnaryOperator<byte[]>> routes = Map.of("orders.place", Json::place);
    private final Work work;
    private final ReactorItems<Payload> items;

    RSocketJavaResponder(Work work) {
        this.work = work;
        this.items = new ReactorItems<>(() -> work.items(Items.Kind.USUAL), ByteBufPayload::create);
    }

    @Override
    public Mono<Payload> requestResponse(Payload request) {
        if (request.hasMetadata()) {
            return route(request);
        }
        if (Work.isQuestion(request.data().readableBytes())) {
            request.release();
            return Mono.just(ByteBufPayload.create(work.count()));
        }
        return Mono.just(request);
    }

    @Override
    public Flux<Payload> requestStream(Payload request) {
        request.release();
        return items;
    }

    @Override
    public Mono<Void> fireAndForget(Payload message) {
        ByteBuf bytes = message.data();
        work.take(bytes, bytes.readerIndex(), bytes.readableBytes());
        message.release();
        return Mono.empty();
    }

    private Mono<Payload> route(Payload request) {
        try {
            String route = routeOf(request);
            UnaryOperator<byte[]> handler = routes.get(route);
            if (handler == null) {
                return Mono.error(new IllegalArgumentException("no route " + route));
            }
            byte[] answer = handler.apply(ByteBufUtil.getBytes(request.data()));
            return Mono.just(ByteBufPayload.create(Unpooled.wrappedBuffer(answer)));
        } finally {
            request.release();
        }
    }

    private static String routeOf(Payload request) {
        for (CompositeMetadata.Entry entry : new CompositeMetadata(request.metadata(), false)) {
            if (ROUTING.equals(entry.getMimeType())) {
                return new RoutingMetadata(entry.getContent()).iterator().next();
            }
        }
        return "";
    }
}
