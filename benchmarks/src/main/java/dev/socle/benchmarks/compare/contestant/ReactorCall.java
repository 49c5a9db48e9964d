package dev.socle.benchmarks.compare.contestant;

import dev.socle.benchmarks.compare.load.Call;
import dev.socle.benchmarks.compare.load.Exchange;
import dev.socle.benchmarks.compare.load.OrderExchange;
import dev.socle.benchmarks.compare.load.Receipt;
import io.netty.buffer.ByteBuf;
import io.netty.util.ReferenceCounted;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;

/** Request/response for contestants that speak Reactor: one subscriber for all calls of one caller. */
final class ReactorCall<A> implements Call, CoreSubscriber<A> {

    private final Supplier<Mono<A>> ask;
    private final Consumer<A> onAnswer;
    private final Consumer<Throwable> onFailure;
    private @Nullable Subscription subscription;
    private @Nullable A answer;

    private ReactorCall(Supplier<Mono<A>> ask, Consumer<A> onAnswer, Consumer<Throwable> onFailure) {
        this.ask = ask;
        this.onAnswer = onAnswer;
        this.onFailure = onFailure;
    }

    /**
     * A call with raw payloads; each answer is released when it was read.
     *
     * @param payload takes the buffer's reference
     */
    static <P extends ReferenceCounted> Call of(
            Exchange exchange, Function<ByteBuf, P> payload, BiConsumer<P, Exchange> pass, Function<P, Mono<P>> ask) {
        return new ReactorCall<>(
                () -> ask.apply(payload.apply(exchange.request().retain())),
                answer -> {
                    pass.accept(answer, exchange);
                    answer.release();
                },
                exchange::onFailure);
    }

    /** A typed call. */
    static Call of(OrderExchange exchange, Supplier<Mono<Receipt>> place) {
        return new ReactorCall<>(place, exchange::onReceipt, exchange::onFailure);
    }

    @Override
    public void send() {
        ask.get().subscribe(this);
    }

    @Override
    public void cancel() {
        if (subscription != null) {
            subscription.cancel();
        }
    }

    @Override
    public void onSubscribe(Subscription begun) {
        subscription = begun;
        begun.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(A next) {
        answer = next;
    }

    @Override
    public void onError(Throwable failure) {
        onFailure.accept(failure);
    }

    /** Only now: the exchange may send again at once. */
    @Override
    public void onComplete() {
        A complete = answer;
        answer = null;
        if (complete == null) {
            onFailure.accept(new IllegalStateException("the request ended without an answer"));
        } else {
            onAnswer.accept(complete);
        }
    }
}
