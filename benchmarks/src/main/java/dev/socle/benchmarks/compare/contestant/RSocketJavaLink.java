package dev.socle.benchmarks.compare.contestant;

import dev.socle.benchmarks.compare.load.Call;
import dev.socle.benchmarks.compare.load.Exchange;
import dev.socle.benchmarks.compare.load.Items;
import dev.socle.benchmarks.compare.load.Link;
import dev.socle.benchmarks.compare.load.Order;
import dev.socle.benchmarks.compare.load.OrderExchange;
import dev.socle.benchmarks.compare.load.Receipt;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.rsocket.Payload;
import io.rsocket.RSocket;
import io.rsocket.metadata.CompositeMetadataCodec;
import io.rsocket.metadata.TaggingMetadataCodec;
import io.rsocket.metadata.WellKnownMimeType;
import io.rsocket.util.ByteBufPayload;
import io.rsocket.util.EmptyPayload;
import java.util.List;
import java.util.Objects;
import java.util.function.IntConsumer;
import reactor.core.publisher.Mono;

/** One connection of rsocket-java's client. */
final class RSocketJavaLink implements Link {

    /** Encoded once, as one does who has measured it. */
    private static final ByteBuf PLACE = metadata("orders.place");

    private final RSocket rsocket;

    RSocketJavaLink(RSocket rsocket) {
        this.rsocket = rsocket;
    }

    @Override
    public Call call(Exchange exchange) {
        return ReactorCall.of(
                exchange,
                ByteBufPayload::create,
                (answer, to) -> {
                    ByteBuf bytes = answer.data();
                    to.onAnswer(bytes, bytes.readerIndex(), bytes.readableBytes());
                },
                rsocket::requestResponse);
    }

    @Override
    public Call call(OrderExchange exchange) {
        return ReactorCall.of(exchange, () -> ask(exchange.order()));
    }

    @Override
    public Receipt place(Order order) {
        return Objects.requireNonNull(ask(order).block());
    }

    @Override
    public IntConsumer stream(Items.Kind kind, Items.Reader reader) {
        return ReactorReader.read(rsocket.requestStream(EmptyPayload.INSTANCE), reader, (item, to) -> {
            ByteBuf bytes = item.data();
            to.onItem(bytes, bytes.readerIndex(), bytes.readableBytes());
        });
    }

    @Override
    public void fire(ByteBuf message) {
        rsocket.fireAndForget(ByteBufPayload.create(message.retain())).subscribe(ReactorFired.INSTANCE);
    }

    @Override
    public void close() {
        rsocket.dispose();
        rsocket.onClose().onErrorComplete().block();
    }

    private Mono<Receipt> ask(Order order) {
        Payload request = ByteBufPayload.create(Unpooled.wrappedBuffer(Json.of(order)), PLACE.retainedSlice());
        return rsocket.requestResponse(request).map(RSocketJavaLink::receipt);
    }

    private static Receipt receipt(Payload answer) {
        try {
            return Json.receipt(ByteBufUtil.getBytes(answer.data()));
        } finally {
            answer.release();
        }
    }

    private static ByteBuf metadata(String route) {
        CompositeByteBuf metadata = ByteBufAllocator.DEFAULT.compositeBuffer();
        CompositeMetadataCodec.encodeAndAddMetadata(
                metadata,
                ByteBufAllocator.DEFAULT,
                WellKnownMimeType.MESSAGE_RSOCKET_ROUTING,
                TaggingMetadataCodec.createRoutingMetadata(ByteBufAllocator.DEFAULT, List.of(route))
                        .getContent());
        ByteBuf bytes = Unpooled.directBuffer(metadata.readableBytes()).writeBytes(metadata);
        metadata.release();
        return bytes;
    }
}
