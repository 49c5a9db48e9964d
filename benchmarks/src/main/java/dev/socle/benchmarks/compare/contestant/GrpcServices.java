package dev.socle.benchmarks.compare.contestant;

import dev.socle.benchmarks.compare.load.Items;
import dev.socle.benchmarks.compare.load.Order;
import dev.socle.benchmarks.compare.load.Receipt;
import dev.socle.benchmarks.compare.load.Work;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.netty.buffer.ByteBuf;

/** The work of a server on gRPC. */
final class GrpcServices {

    private final Work work;

    GrpcServices(Work work) {
        this.work = work;
    }

    ServerServiceDefinition raw() {
        return ServerServiceDefinition.builder(GrpcMethods.RAW)
                .addMethod(GrpcMethods.ECHO, ServerCalls.asyncUnaryCall(this::echo))
                .addMethod(GrpcMethods.ITEMS, ServerCalls.asyncServerStreamingCall(this::items))
                .addMethod(GrpcMethods.FIRE, ServerCalls.asyncBidiStreamingCall(Fired::new))
                .build();
    }

    ServerServiceDefinition orders() {
        return ServerServiceDefinition.builder(GrpcMethods.ORDERS)
                .addMethod(GrpcMethods.PLACE, ServerCalls.asyncUnaryCall(this::place))
                .build();
    }

    private void echo(ByteBuf request, StreamObserver<ByteBuf> answers) {
        answers.onNext(request);
        answers.onCompleted();
    }

    private void place(Order order, StreamObserver<Receipt> answers) {
        answers.onNext(Receipt.of(order));
        answers.onCompleted();
    }

    /** As much as gRPC lets it: bytes, not items, are what its flow control counts. */
    private void items(ByteBuf request, StreamObserver<ByteBuf> answers) {
        ServerCallStreamObserver<ByteBuf> out = (ServerCallStreamObserver<ByteBuf>) answers;
        Items items = work.items(Items.Kind.USUAL);
        out.setOnReadyHandler(() -> {
            while (out.isReady()) {
                out.onNext(items.next());
            }
        });
    }

    private final class Fired implements StreamObserver<ByteBuf> {

        private final StreamObserver<ByteBuf> answers;

        private Fired(StreamObserver<ByteBuf> answers) {
            this.answers = answers;
        }

        @Override
        public void onNext(ByteBuf message) {
            int length = message.readableBytes();
            if (Work.isQuestion(length)) {
                ByteBuf count = work.count();
                answers.onNext(count);
                count.release();
            } else {
                work.take(message, 0, length);
            }
        }

        @Override
        public void onError(Throwable failure) {
            // The client has ended.
        }

        @Override
        public void onCompleted() {
            answers.onCompleted();
        }
    }
}
