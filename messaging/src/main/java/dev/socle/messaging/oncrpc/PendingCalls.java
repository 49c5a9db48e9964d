package dev.socle.messaging.oncrpc;

import dev.socle.messaging.codec.CodecException;
import dev.socle.messaging.oncrpc.OncRpcException.Status;
import dev.socle.transport.ConnectionException;
import io.netty.buffer.ByteBuf;
import io.netty.util.collection.IntObjectHashMap;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.MonoSink;

/**
 * The calls of one connection or socket that wait for replies, by number.
 *
 * <p><b>Threading:</b> on the loop of the connection or socket.
 * <p><b>Limits:</b> {@link OncRpcOptions#callsMax()}.
 */
final class PendingCalls {

    private final OncRpcOptions options;
    private final byte[] credential;
    private final IntObjectHashMap<PendingCall> calls = new IntObjectHashMap<>();
    // A number that a guesser does not know, so that he cannot answer a call that he has not seen.
    private int lastXid = ThreadLocalRandom.current().nextInt();
    private @Nullable ConnectionException closed;

    PendingCalls(OncRpcOptions options) {
        this.options = options;
        this.credential = options.credential().toBytes();
    }

    /**
     * Appends a call to a buffer, and waits for its reply from now on. When it cannot be sent, it fails at once, and null
     * is returned.
     */
    @Nullable
    PendingCall begin(Procedure procedure, Object[] arguments, ByteBuf out, int bytesMax, MonoSink<Object[]> sink) {
        if (closed != null) {
            sink.error(closed.processed(false));
            return null;
        }
        if (calls.size() >= options.callsMax()) {
            sink.error(new OncRpcException(
                    Status.LIMIT,
                    "callsMax " + options.callsMax() + " calls wait for replies already: wait for some, before "
                            + procedure));
            return null;
        }
        do {
            lastXid++;
        } while (calls.containsKey(lastXid));
        int start = out.writerIndex();
        CallMessage.write(out, lastXid, procedure, credential);
        try {
            procedure.arguments().encode(arguments, out);
        } catch (CodecException unable) {
            sink.error(new OncRpcException(
                    Status.UNSENDABLE, null, "Cannot call " + procedure + ": " + unable.getMessage(), unable));
            return null;
        }
        if (out.writerIndex() - start > bytesMax) {
            sink.error(new OncRpcException(
                    Status.LIMIT,
                    "Call of " + (out.writerIndex() - start) + " bytes exceeds the limit of " + bytesMax + ": "
                            + procedure));
            return null;
        }
        PendingCall call = new PendingCall(lastXid, procedure, sink);
        calls.put(lastXid, call);
        return call;
    }

    /** Ends the call that a message answers; one that answers none is late, and ignored. */
    void reply(ByteBuf in, int at, int end) {
        PendingCall call = calls.remove(ReplyMessage.xid(in, at, end));
        if (call == null) {
            return;
        }
        Object[] result;
        try {
            int index = ReplyMessage.resultIndex(in, at, end, call.procedure());
            result = call.procedure().result().decode(in, index, end - index);
        } catch (OncRpcException failure) {
            call.fail(failure);
            return;
        } catch (CodecException unreadable) {
            call.fail(new OncRpcException(
                    Status.MALFORMED,
                    null,
                    "Cannot read the result of " + call.procedure() + ": " + unreadable.getMessage(),
                    unreadable));
            return;
        }
        call.succeed(result);
    }

    /** Ends a call that nobody waits for any more. */
    void cancel(PendingCall call) {
        calls.remove(call.xid());
        call.end();
    }

    /** Ends a call whose reply did not come. */
    void timeOut(PendingCall call) {
        calls.remove(call.xid());
        call.fail(new OncRpcException(
                Status.TIMED_OUT,
                "No reply within " + options.callTimeout().toMillis() + " ms to " + call.procedure()
                        + ": does the other side live, and is it the right one?"));
    }

    /** Ends all, and those that come later. */
    void close(ConnectionException cause) {
        closed = cause;
        List<PendingCall> all = new ArrayList<>(calls.values());
        calls.clear();
        all.forEach(call -> call.fail(cause.processed(true)));
    }
}
