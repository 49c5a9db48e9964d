package dev.socle.benchmarks.compare.load;

import io.netty.buffer.ByteBuf;

/**
 * What one caller asks and hears.
 *
 * <p><b>Threading:</b> one callback at a time.
 */
public interface Exchange {

    /** The bytes to send. <b>Ownership:</b> stays with the exchange, which changes them only after the answer. */
    ByteBuf request();

    /** The answer: so many bytes from that index on, borrowed for the call. */
    void onAnswer(ByteBuf bytes, int at, int length);

    /** There is no answer. */
    void onFailure(Throwable failure);
}
