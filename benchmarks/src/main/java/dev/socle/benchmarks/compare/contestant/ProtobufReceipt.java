package dev.socle.benchmarks.compare.contestant;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import dev.socle.benchmarks.compare.load.Receipt;
import java.io.IOException;

/**
 * <pre>
 * message Receipt {
 *   int64 id = 1;
 *   string customer = 2;
 *   int64 total_cents = 3;
 *   bool express = 4;
 * }
 * </pre>
 */
final class ProtobufReceipt extends ProtobufMessage<Receipt> {

    @Override
    int size(Receipt receipt) {
        return CodedOutputStream.computeInt64Size(1, receipt.id())
                + CodedOutputStream.computeStringSize(2, receipt.customer())
                + CodedOutputStream.computeInt64Size(3, receipt.totalCents())
                + CodedOutputStream.computeBoolSize(4, receipt.express());
    }

    @Override
    void write(Receipt receipt, CodedOutputStream out) throws IOException {
        out.writeInt64(1, receipt.id());
        out.writeString(2, receipt.customer());
        out.writeInt64(3, receipt.totalCents());
        out.writeBool(4, receipt.express());
    }

    @Override
    Receipt read(CodedInputStream in) throws IOException {
        long id = 0;
        String customer = "";
        long totalCents = 0;
        boolean express = false;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag >>> 3) {
                case 1 -> id = in.readInt64();
                case 2 -> customer = in.readStringRequireUtf8();
                case 3 -> totalCents = in.readInt64();
                case 4 -> express = in.readBool();
                default -> in.skipField(tag);
            }
        }
        return new Receipt(id, customer, totalCents, express);
    }
}
