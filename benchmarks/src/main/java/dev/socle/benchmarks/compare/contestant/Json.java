package dev.socle.benchmarks.compare.contestant;

import dev.socle.benchmarks.compare.load.Order;
import dev.socle.benchmarks.compare.load.Receipt;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** Orders and receipts as JSON by Jackson, as one writes it by hand. */
final class Json {

    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final ObjectWriter ORDER_WRITER = MAPPER.writerFor(Order.class);
    private static final ObjectReader ORDER_READER = MAPPER.readerFor(Order.class);
    private static final ObjectWriter RECEIPT_WRITER = MAPPER.writerFor(Receipt.class);
    private static final ObjectReader RECEIPT_READER = MAPPER.readerFor(Receipt.class);

    private Json() {}

    static byte[] of(Order order) {
        return ORDER_WRITER.writeValueAsBytes(order);
    }

    static Receipt receipt(byte[] json) {
        return RECEIPT_READER.readValue(json);
    }

    /** The whole work of a server: decodes the order, encodes the receipt. */
    static byte[] place(byte[] json) {
        Order order = ORDER_READER.readValue(json);
        return RECEIPT_WRITER.writeValueAsBytes(Receipt.of(order));
    }
}
