package dev.socle.messaging.frame.raw;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** Looks at each byte of a stream once, in order, and says which belong to the message that is coming. */
sealed interface FrameScan permits LengthFraming.Scan, LineFraming.Scan, FixedFraming.Scan {

    /**
     * Takes what belongs to the message from the next bytes of the stream.
     *
     * @return the index behind the last of them; where it is less than {@code end}, the message is whole
     * @throws MalformedBytesException when no message can begin like this
     */
    int take(ByteBuf bytes, int from, int end);

    /** Whether the bytes taken are a whole message. */
    boolean isWhole();

    /** Bytes of the whole message as far as they are known, else a number that is not reached. */
    long lengthKnown();

    /** Where the content begins, of a whole message at an index. */
    int contentAt(int at);

    /** Where the content ends, of a whole message that ends at an index. */
    int contentEnd(ByteBuf bytes, int at, int end);

    /** Begins the next message. */
    void next();

    /** What is wrong when a stream ends after so many bytes of a message; null when nothing is. */
    @Nullable
    MalformedBytesException cutOff(int bytesHeld);
}
