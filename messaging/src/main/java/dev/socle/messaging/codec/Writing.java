package dev.socle.messaging.codec;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.TokenStreamFactory;

/**
 * One thread's generator, used for message after message: making one would cost more than most messages do.
 *
 * <p><b>Threading:</b> one thread.
 */
final class Writing {

    private final TokenStreamFactory factory;
    private final BoundedOutput output = new BoundedOutput();
    private @Nullable JsonGenerator generator;
    private boolean busy;

    Writing(TokenStreamFactory factory) {
        this.factory = factory;
    }

    /** Whether a message is being written: an accessor of its value writes another one. */
    boolean isBusy() {
        return busy;
    }

    JsonGenerator begin(ByteBuf out, int bytesMax) {
        busy = true;
        output.open(out, bytesMax);
        if (generator == null) {
            generator = factory.createGenerator(ObjectWriteContext.empty(), output, JsonEncoding.UTF8);
        }
        return generator;
    }

    /** Ends a message; a generator that failed stands in the middle of a value, and is given up. */
    void end(boolean failed) {
        output.close();
        if (failed && generator != null) {
            generator.close();
            generator = null;
        }
        busy = false;
    }
}
