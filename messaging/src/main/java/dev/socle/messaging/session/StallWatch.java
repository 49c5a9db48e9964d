package dev.socle.messaging.session;

import dev.socle.transport.Connection;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/** Finds that the other side does not read: bytes wait, and none of them moves for a while. All on the loop. */
final class StallWatch {

    private final Connection connection;
    private final Output output;
    private final long limitMillis;
    private final Runnable onStall;
    private @Nullable Disposable timer;

    StallWatch(Connection connection, Output output, long limitMillis, Runnable onStall) {
        this.connection = connection;
        this.output = output;
        this.limitMillis = limitMillis;
        this.onStall = onStall;
    }

    /** The connection has turned unwritable. */
    void begin() {
        if (timer == null) {
            long before = bytesTaken();
            timer = connection.schedule(() -> check(before), limitMillis);
        }
    }

    /** The connection is writable again, or gone. */
    void stop() {
        if (timer != null) {
            timer.dispose();
            timer = null;
        }
    }

    private void check(long bytesBefore) {
        timer = null;
        if (connection.isWritable()) {
            return;
        }
        if (bytesTaken() > bytesBefore) {
            begin();
        } else {
            onStall.run();
        }
    }

    /** Bytes that the socket has taken so far. */
    private long bytesTaken() {
        return output.handedOver() - connection.bytesQueued();
    }
}
