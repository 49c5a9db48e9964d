package dev.socle.benchmarks.compare.contestant;

import dev.socle.benchmarks.compare.load.Items;
import io.netty.buffer.ByteBuf;
import java.util.function.Function;
import java.util.function.Supplier;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;

/**
 * {@link Items} as an endless stream that emits at once what it is asked for.
 *
 * <p><b>Threading:</b> one event loop.
 */
final class ReactorItems<P> extends Flux<P> {

    private final Supplier<Items> items;
    private final Function<ByteBuf, P> payload;

    /** Of new items for each subscriber; the function takes the buffer's reference. */
    ReactorItems(Supplier<Items> items, Function<ByteBuf, P> payload) {
        this.items = items;
        this.payload = payload;
    }

    @Override
    public void subscribe(CoreSubscriber<? super P> actual) {
        actual.onSubscribe(new Source(actual, items.get()));
    }

    private final class Source implements Subscription {

        private final CoreSubscriber<? super P> actual;
        private final Items source;
        private long demand;
        private boolean isEmitting;

        private Source(CoreSubscriber<? super P> actual, Items source) {
            this.actual = actual;
            this.source = source;
        }

        @Override
        public void request(long n) {
            demand = Math.max(demand + n, n);
            if (isEmitting) {
                return; // asked from within onNext
            }
            isEmitting = true;
            while (demand > 0) {
                demand--;
                actual.onNext(payload.apply(source.next().retain()));
            }
            isEmitting = false;
        }

        @Override
        public void cancel() {
            demand = 0;
        }
    }
}
