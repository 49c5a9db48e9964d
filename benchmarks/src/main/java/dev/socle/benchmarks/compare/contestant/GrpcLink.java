package dev.socle.benchmarks.compare.contestant;

import dev.socle.benchmarks.compare.load.Call;
import dev.socle.benchmarks.compare.load.Exchange;
import dev.socle.benchmarks.compare.load.Items;
import dev.socle.benchmarks.compare.load.Link;
import dev.socle.benchmarks.compare.load.Order;
import dev.socle.benchmarks.compare.load.OrderExchange;
import dev.socle.benchmarks.compare.load.Receipt;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** One connection of gRPC's client. */
final class GrpcLink implements Link {

    private final ManagedChannel channel;
    private @Nullable FireStream fireStream;

    GrpcLink(ManagedChannel channel) {
        this.channel = channel;
    }

    @Override
    public Call call(Exchange exchange) {
        Answers<ByteBuf> answers = new Answers<>(
                bytes -> exchange.onAnswer(bytes, bytes.readerIndex(), bytes.readableBytes()), exchange::onFailure);
        return () -> ClientCalls.asyncUnaryCall(
                channel.newCall(GrpcMethods.ECHO, CallOptions.DEFAULT), exchange.request(), answers);
    }

    @Override
    public Call call(OrderExchange exchange) {
        Answers<Receipt> answers = new Answers<>(exchange::onReceipt, exchange::onFailure);
        return () -> ClientCalls.asyncUnaryCall(
                channel.newCall(GrpcMethods.PLACE, CallOptions.DEFAULT), exchange.order(), answers);
    }

    @Override
    public Receipt place(Order order) {
        return ClientCalls.blockingUnaryCall(channel, GrpcMethods.PLACE, CallOptions.DEFAULT, order);
    }

    @Override
    public IntConsumer stream(Items.Kind kind, Items.Reader reader) {
        ClientCall<ByteBuf, ByteBuf> call = channel.newCall(GrpcMethods.ITEMS, CallOptions.DEFAULT);
        call.start(
                new ClientCall.Listener<>() {
                    @Override
                    public void onMessage(ByteBuf item) {
                        reader.onItem(item, item.readerIndex(), item.readableBytes());
                    }

                    @Override
                    public void onClose(Status status, Metadata trailers) {
                        reader.onFailure(status.asRuntimeException());
                    }
                },
                new Metadata());
        call.sendMessage(Unpooled.EMPTY_BUFFER);
        call.halfClose();
        return call::request;
    }

    @Override
    public void fire(ByteBuf message) {
        Objects.requireNonNull(fireStream).requests.onNext(message);
    }

    /** On the stream of the messages themselves: gRPC keeps no order between calls. */
    @Override
    public Call callBehindFired(Exchange exchange) {
        if (fireStream == null) {
            fireStream = new FireStream();
        }
        FireStream stream = fireStream;
        return () -> stream.ask(exchange);
    }

    @Override
    public void close() throws InterruptedException {
        channel.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
    }

    /** One for all calls of one caller. */
    private static final class Answers<A> implements StreamObserver<A> {

        private final Consumer<A> onAnswer;
        private final Consumer<Throwable> onFailure;
        private @Nullable A answer;

        private Answers(Consumer<A> onAnswer, Consumer<Throwable> onFailure) {
            this.onAnswer = onAnswer;
            this.onFailure = onFailure;
        }

        @Override
        public void onNext(A next) {
            answer = next;
        }

        @Override
        public void onError(Throwable failure) {
            onFailure.accept(failure);
        }

        @Override
        public void onCompleted() {
            A complete = Objects.requireNonNull(answer);
            answer = null;
            onAnswer.accept(complete);
        }
    }

    private final class FireStream implements StreamObserver<ByteBuf> {

        private final Queue<Exchange> asked = new ArrayDeque<>();
        private final StreamObserver<ByteBuf> requests =
                ClientCalls.asyncBidiStreamingCall(channel.newCall(GrpcMethods.FIRE, CallOptions.DEFAULT), this);

        private void ask(Exchange exchange) {
            asked.add(exchange);
            requests.onNext(exchange.request());
        }

        @Override
        public void onNext(ByteBuf count) {
            asked.remove().onAnswer(count, count.readerIndex(), count.readableBytes());
        }

        @Override
        public void onError(Throwable failure) {
            asked.forEach(exchange -> exchange.onFailure(failure));
        }

        @Override
        public void onCompleted() {
            onError(new IllegalStateException("the stream of messages has ended"));
        }
    }
}
