package dev.socle.benchmarks.compare;

import io.netty.buffer.ByteBuf;
import io.netty.util.ReferenceCounted;
import java.util.function.Function;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;

/** Reads {@link Items}, for contestants that speak Reactor. */
final class Reader<P extends ReferenceCounted> implements CoreSubscriber<P> {

    private final Function<P, ByteBuf> data;
    private final Progress progress;
    private @org.jspecify.annotations.Nullable Subscription subscription;
    private int number;
    private int sinceRequest;

    Reader(Function<P, ByteBuf> data, Progress progress) {
        this.data = data;
        this.progress = progress;
    }

    @Override
    public void onSubscribe(Subscription upstream) {
        subscription = upstream;
        upstream.request(Items.FIRST);
    }

    @Override
    public void onNext(P item) {
        ByteBuf bytes = data.apply(item);
        Message.check(bytes, bytes.readerIndex(), bytes.readableBytes(), number);
        item.release();
        number = (number + 1) & (Items.NUMBERS - 1);
        progress.answered(0);
        if (++sinceRequest == Items.MORE && subscription != null) {
            sinceRequest = 0;
            subscription.request(Items.MORE);
        }
    }

    @Override
    public void onError(Throwable failure) {
        Progress.fail(failure);
    }

    @Override
    public void onComplete() {
        Progress.fail(new IllegalStateException("the endless stream has ended"));
    }
}
