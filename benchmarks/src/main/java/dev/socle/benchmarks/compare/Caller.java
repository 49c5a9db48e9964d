package dev.socle.benchmarks.compare;

import io.netty.buffer.ByteBuf;
import io.netty.util.ReferenceCounted;
import java.util.function.Function;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;

/** Sends the next request when the last one has its answer, for contestants that speak Reactor. */
final class Caller<P extends ReferenceCounted> implements CoreSubscriber<P> {

    private final Function<ByteBuf, P> payload;
    private final Function<P, ByteBuf> data;
    private final Function<P, Mono<P>> ask;
    private final Progress progress;
    private final ByteBuf request = Message.numbered(0);
    private long number;
    private long begun;
    private boolean isAnswered;

    Caller(Function<ByteBuf, P> payload, Function<P, ByteBuf> data, Function<P, Mono<P>> ask, Progress progress) {
        this.payload = payload;
        this.data = data;
        this.ask = ask;
        this.progress = progress;
    }

    void call() {
        isAnswered = false;
        request.setLong(0, ++number);
        begun = progress.begin();
        ask.apply(payload.apply(request.retain())).subscribe(this);
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(P answer) {
        ByteBuf bytes = data.apply(answer);
        Message.check(bytes, bytes.readerIndex(), bytes.readableBytes(), number);
        answer.release();
        isAnswered = true;
    }

    @Override
    public void onError(Throwable failure) {
        Progress.fail(failure);
    }

    @Override
    public void onComplete() {
        if (!isAnswered) {
            Progress.fail(new IllegalStateException("no answer to request " + number));
        }
        progress.answered(begun);
        call();
    }
}
