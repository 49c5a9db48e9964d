package dev.socle.messaging.session;

import dev.socle.transport.Connection;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The streams of a session while they live: in the table, or waiting for their turn; how many there are, and until when.
 * All on the loop but {@link #pending}.
 */
final class LiveStreams {

    private static final VarHandle PENDING;

    static {
        try {
            PENDING = MethodHandles.lookup().findVarHandle(LiveStreams.class, "pending", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final SessionLimits limits;
    private final Output output;
    private final StreamTable table;
    private final Partials partials;
    private final Deadlines deadlines;
    private final Runnable onFewer;
    /** Channels that wait for their first message and are in no table yet. */
    private final Set<RequestFlux<?, ?>> waiting = new LinkedHashSet<>(0);

    private int inbound;
    /** Streams of this side in flight, for balancers on other threads: a moment's figure is all they need. */
    @SuppressWarnings("unused") // through PENDING
    private int pending;

    /** Calls {@code onFewer} whenever a stream has left. */
    LiveStreams(
            Connection connection,
            SessionLimits limits,
            Output output,
            StreamTable table,
            Partials partials,
            Runnable onFewer) {
        this.limits = limits;
        this.output = output;
        this.table = table;
        this.partials = partials;
        this.onFewer = onFewer;
        this.deadlines = new Deadlines(connection, () -> sweep(System.nanoTime()));
    }

    /** How many streams of this side are in flight; any thread. */
    int pending() {
        return (int) PENDING.getOpaque(this);
    }

    /** How many requests of the other side are being answered. */
    int inbound() {
        return inbound;
    }

    /** Whether as many streams of this side are open or waiting as may be. */
    boolean isFull() {
        return table.own() + output.waitingCount() + waiting.size() >= limits.outboundStreamsMax();
    }

    boolean isEmpty() {
        return table.isEmpty() && inbound == 0 && !output.hasWaiting();
    }

    /** The number of this side's next stream. */
    int nextId() {
        return table.nextId();
    }

    /** A stream of this side has been sent. */
    void opened(int streamId, LiveStream stream) {
        table.put(streamId, stream);
        PENDING.setOpaque(this, table.own());
    }

    /** A stream of this side has been sent, and ended with that. */
    void passed(int streamId) {
        table.pass(streamId);
    }

    /** A stream of this side has ended. */
    void closed(int streamId, LiveStream stream) {
        if (table.remove(streamId, stream)) {
            partials.drop(streamId);
            PENDING.setOpaque(this, table.own());
            onFewer.run();
        }
    }

    /** A request of the other side is being handled. */
    void responderOpened() {
        inbound++;
    }

    /** A request of the other side has been answered, or has ended otherwise. */
    void responderClosed(int streamId, LiveStream stream) {
        if (table.remove(streamId, stream)) {
            partials.drop(streamId);
        }
        responderClosed();
    }

    /** The same for a request that was answered at once, and so was never in the table. */
    void responderClosed() {
        inbound--;
        onFewer.run();
    }

    void waiting(RequestFlux<?, ?> channel) {
        waiting.add(channel);
    }

    void noLongerWaiting(RequestFlux<?, ?> channel) {
        waiting.remove(channel);
    }

    /** Something must have ended by then; {@link Long#MAX_VALUE} for never. */
    void watch(long deadlineNanos) {
        deadlines.watch(deadlineNanos);
    }

    /** Ends what is overdue at a time. */
    void sweep(long now) {
        output.beginTurn();
        for (LiveStream stream : table.all()) {
            expire(stream, now);
        }
        output.forEachWaiting(ready -> {
            if (ready instanceof LiveStream stream) {
                expire(stream, now);
            }
        });
        partials.expire(now);
        deadlines.watch(partials.nextDeadline());
        output.endTurn();
    }

    private void expire(LiveStream stream, long now) {
        long deadline = stream.deadlineNanos();
        if (deadline != Long.MAX_VALUE && deadline - now <= 0) {
            stream.onDeadline();
        } else {
            deadlines.watch(deadline);
        }
    }

    /** Stops watching; gives every stream, once: what waits for its turn may be in the table as well. */
    Set<LiveStream> takeAll() {
        deadlines.cancel();
        Set<LiveStream> live = Collections.newSetFromMap(new IdentityHashMap<>());
        live.addAll(table.all());
        live.addAll(waiting);
        live.addAll(output.takeWaiting());
        return live;
    }

    /** What is held now. */
    EngineLoad load() {
        return new EngineLoad(table.size(), inbound, output.waitingCount() + waiting.size(), partials.count());
    }
}
