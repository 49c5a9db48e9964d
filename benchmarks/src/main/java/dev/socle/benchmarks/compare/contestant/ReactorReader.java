package dev.socle.benchmarks.compare.contestant;

import dev.socle.benchmarks.compare.load.Items;
import io.netty.util.ReferenceCounted;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;

/** Passes the items of a stream on, for contestants that speak Reactor. */
final class ReactorReader<P> implements CoreSubscriber<P> {

    private final Items.Reader reader;
    private final BiConsumer<P, Items.Reader> pass;
    private @Nullable Subscription subscription;

    private ReactorReader(Items.Reader reader, BiConsumer<P, Items.Reader> pass) {
        this.reader = reader;
        this.pass = pass;
    }

    /** Subscribes; what is returned asks for so many items. Each is released when it was read. */
    static <P extends ReferenceCounted> IntConsumer read(
            Flux<P> stream, Items.Reader reader, BiConsumer<P, Items.Reader> pass) {
        return pass(stream, reader, (item, to) -> {
            pass.accept(item, to);
            item.release();
        });
    }

    /** The same for items that are nobody's to release. */
    static <P> IntConsumer pass(Flux<P> stream, Items.Reader reader, BiConsumer<P, Items.Reader> pass) {
        ReactorReader<P> subscriber = new ReactorReader<>(reader, pass);
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
        pass.accept(item, reader);
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
