package dev.socle.benchmarks.compare.load;

import io.netty.buffer.ByteBuf;
import java.util.function.IntConsumer;

/**
 * One connection of a contestant's client. What it has no way to do, it does not override, and its contestant is not
 * asked for.
 *
 * <p><b>Threading:</b> any thread may send; answers come on the connection's event loop, or on a thread that stands for it.
 */
public interface Link {

    /** Prepares a call that is sent again and again, one at a time. */
    default Call call(Exchange exchange) {
        throw new UnsupportedOperationException("call");
    }

    /** The same for a typed call. */
    default Call call(OrderExchange exchange) {
        throw new UnsupportedOperationException("typed call");
    }

    /** A typed call by a thread that waits for the answer. */
    default Receipt place(Order order) throws Exception {
        throw new UnsupportedOperationException("blocking typed call");
    }

    /** Opens an endless stream of {@link Items}; what is returned asks for so many more of them. */
    default IntConsumer stream(Items.Kind kind, Items.Reader reader) {
        throw new UnsupportedOperationException("stream");
    }

    /** Sends a message that nobody answers. <b>Ownership:</b> takes a reference of its own if it needs one. */
    default void fire(ByteBuf message) {
        throw new UnsupportedOperationException("fire-and-forget");
    }

    /** Prepares a call that overtakes no message that was fired before it. */
    default Call callBehindFired(Exchange exchange) {
        return call(exchange);
    }

    /** Closes it; nothing is in flight. */
    void close() throws Exception;
}
