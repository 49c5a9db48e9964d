package dev.socle.messaging.session;

import dev.socle.messaging.codec.MessageView;
import dev.socle.transport.ConnectionException;

/** What the engine tells a stream of its table. All on the loop. */
interface LiveStream {

    /** A whole PAYLOAD; the flags say whether it is an item, an end, or both. */
    void onPayload(int flags, MessageView message);

    /** The other side failed the stream. */
    void onErrorFrame(int code, String text);

    /** The other side wants no more. */
    void onCancelFrame();

    /** The other side grants so many more messages. */
    void onRequestN(int n);

    /** This side cannot go on with the stream: tells the other side, and fails. */
    void onBroken(int code, String why);

    /** The connection is gone, and the stream with it. */
    void onConnectionEnd(ConnectionException cause);

    /** When the stream must have ended, on the {@link System#nanoTime} clock; {@link Long#MAX_VALUE} for never. */
    long deadlineNanos();

    /** The deadline has passed. */
    void onDeadline();
}
