package dev.socle.benchmarks.compare.contestant;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import dev.socle.benchmarks.compare.load.Order;
import java.io.IOException;

/**
 * <pre>
 * message Order {
 *   int64 id = 1;
 *   string customer = 2;
 *   string product = 3;
 *   int32 quantity = 4;
 *   int64 price_cents = 5;
 *   bool express = 6;
 * }
 * </pre>
 */
final class ProtobufOrder extends ProtobufMessage<Order> {

    @Override
    int size(Order order) {
        return CodedOutputStream.computeInt64Size(1, order.id())
                + CodedOutputStream.computeStringSize(2, order.customer())
                + CodedOutputStream.computeStringSize(3, order.product())
                + CodedOutputStream.computeInt32Size(4, order.quantity())
                + CodedOutputStream.computeInt64Size(5, order.priceCents())
                + CodedOutputStream.computeBoolSize(6, order.express());
    }

    @Override
    void write(Order order, CodedOutputStream out) throws IOException {
        out.writeInt64(1, order.id());
        out.writeString(2, order.customer());
        out.writeString(3, order.product());
        out.writeInt32(4, order.quantity());
        out.writeInt64(5, order.priceCents());
        out.writeBool(6, order.express());
    }

    @Override
    Order read(CodedInputStream in) throws IOException {
        long id = 0;
        String customer = "";
        String product = "";
        int quantity = 0;
        long priceCents = 0;
        boolean express = false;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag >>> 3) {
                case 1 -> id = in.readInt64();
                case 2 -> customer = in.readStringRequireUtf8();
                case 3 -> product = in.readStringRequireUtf8();
                case 4 -> quantity = in.readInt32();
                case 5 -> priceCents = in.readInt64();
                case 6 -> express = in.readBool();
                default -> in.skipField(tag);
            }
        }
        return new Order(id, customer, product, quantity, priceCents, express);
    }
}
