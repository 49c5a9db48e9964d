package dev.socle.benchmarks.compare;

import io.netty.buffer.ByteBuf;
import java.util.function.Function;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;

/**
 * An endless stream that emits at once what it is asked for. Its items are numbered 0 to {@value #NUMBERS} − 1 again and
 * again; their bytes are made once, so that what is measured is not the making of them.
 *
 * <p><b>Threading:</b> one event loop.
 */
final class Items<P> extends Flux<P> {

    static final int FIRST = 256;
    static final int MORE = 128;
    static final int NUMBERS = 1024;

    private final Function<ByteBuf, P> payload;
    private final ByteBuf[] messages = new ByteBuf[NUMBERS];

    /** The function takes the buffer's reference. */
    Items(Function<ByteBuf, P> payload) {
        this.payload = payload;
        for (int number = 0; number < NUMBERS; number++) {
            messages[number] = Message.numbered(number);
        }
    }

    @Override
    public void subscribe(CoreSubscriber<? super P> actual) {
        actual.onSubscribe(new Source(actual));
    }

    private final class Source implements Subscription {

        private final CoreSubscriber<? super P> actual;
        private long demand;
        private int number;
        private boolean isEmitting;

        private Source(CoreSubscriber<? super P> actual) {
            this.actual = actual;
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
                actual.onNext(payload.apply(messages[number].retain()));
                number = (number + 1) & (NUMBERS - 1);
            }
            isEmitting = false;
        }

        @Override
        public void cancel() {
            demand = 0;
        }
    }
}
