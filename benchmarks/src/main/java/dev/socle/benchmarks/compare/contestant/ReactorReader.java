package dev.socle.benchmarks.compare.contestant;

import dev.socle.benchmarks.compare.load.Items;
import io.netty.buffer.ByteBuf;
import io.netty.util.ReferenceCounted;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;

/** Passes the items of a stream on, for contestants that speak Reactor. */
final class ReactorReader<P extends ReferenceCounted> implements CoreSubscriber<P> {

    private final Items.Reader reader;
    private final Function<P, ByteBuf> data;
    private @Nullable Subscription subscription;

    private ReactorReader(Items.Reader reader, Function<P, ByteBuf> data) {
        this.reader = reader;
        this.data = data;
    }

    /** Subscribes; what is returned asks for so many items. */
    static <P extends ReferenceCounted> IntConsumer read(
            Flux<P> stream, Items.Reader reader, Function<P, ByteBuf> data) {
        ReactorReader<P> subscriber = new ReactorReader<>(reader, data);
        stream.subscribe(subscriber);
        Subscription subscription = Objects.requireNonNull(subscriber.subscription);
        return subscription::request;
    }

    @Override
    public void onSubscribe(Subscription begun) {
        subscription = begun;
    }

    @Override
    public void onNext(P item) {
        ByteBuf bytes = data.apply(item);
        reader.onItem(bytes, bytes.readerIndex(), bytes.readableBytes());
        item.release();
    }

    @Override
    public void onError(Throwable failure) {
        reader.onFailure(failure);
    }

    @Override
    public void onComplete() {
        reader.onFailure(new IllegalStateException("the endless stream has ended"));
    }
}
