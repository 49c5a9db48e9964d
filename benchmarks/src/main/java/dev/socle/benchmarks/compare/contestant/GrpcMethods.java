package dev.socle.benchmarks.compare.contestant;

import dev.socle.benchmarks.compare.load.Order;
import dev.socle.benchmarks.compare.load.Receipt;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.MethodDescriptor.MethodType;
import io.netty.buffer.ByteBuf;

/** What gRPC's code generator would make of the service, with the marshallers of this comparison. */
final class GrpcMethods {

    static final String RAW = "socle.compare.Raw";
    static final String ORDERS = "socle.compare.Orders";

    private static final Marshaller<ByteBuf> BYTES = new GrpcBytes();

    static final MethodDescriptor<ByteBuf, ByteBuf> ECHO = method(MethodType.UNARY, RAW, "Echo", BYTES, BYTES);
    static final MethodDescriptor<ByteBuf, ByteBuf> ITEMS =
            method(MethodType.SERVER_STREAMING, RAW, "Items", BYTES, BYTES);
    /** A stream of messages, of which only the questions are answered. */
    static final MethodDescriptor<ByteBuf, ByteBuf> FIRE = method(MethodType.BIDI_STREAMING, RAW, "Fire", BYTES, BYTES);

    static final MethodDescriptor<Order, Receipt> PLACE =
            method(MethodType.UNARY, ORDERS, "Place", new ProtobufOrder(), new ProtobufReceipt());

    private GrpcMethods() {}

    private static <Q, R> MethodDescriptor<Q, R> method(
            MethodType type, String service, String name, Marshaller<Q> request, Marshaller<R> response) {
        return MethodDescriptor.newBuilder(request, response)
                .setType(type)
                .setFullMethodName(MethodDescriptor.generateFullMethodName(service, name))
                .setSampledToLocalTracing(true)
                .build();
    }
}
