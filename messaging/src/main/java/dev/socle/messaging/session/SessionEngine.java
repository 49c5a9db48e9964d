package dev.socle.messaging.session;

import dev.socle.messaging.codec.CodecException;
import dev.socle.messaging.codec.MessageView;
import dev.socle.messaging.codec.Payload;
import dev.socle.messaging.frame.FrameCutter;
import dev.socle.messaging.frame.MalformedFrameException;
import dev.socle.transport.Address;
import dev.socle.transport.Connection;
import dev.socle.transport.ConnectionException;
import dev.socle.transport.ConnectionException.Reason;
import dev.socle.transport.ConnectionHandler;
import io.netty.buffer.ByteBuf;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * The session of one connection, for either side: its life from the first frame to the last, and the face that streams
 * and callers see. Frames that arrive go through {@link FrameDispatch}, frames that leave through {@link Output}.
 *
 * <p>Legal moves of {@code state}, on the loop: SETUP (a server waits for the first frame) → ACCEPTING (the acceptor
 * decides; reading rests) → OPEN → DRAINING (either side announced the end; live streams may finish) → CLOSED. A client
 * begins OPEN. Every state may go to CLOSED.
 */
final class SessionEngine implements Session, ConnectionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(SessionEngine.class);

    private static final int SETUP = 0;
    private static final int ACCEPTING = 1;
    private static final int OPEN = 2;
    private static final int DRAINING = 3;
    private static final int CLOSED = 4;
    private static final long WARN_EVERY_NANOS = 10_000_000_000L;

    private static final VarHandle PENDING;

    static {
        try {
            PENDING = MethodHandles.lookup().findVarHandle(SessionEngine.class, "pending", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Connection connection;
    private final boolean client;
    private final SessionLimits limits;
    private final Output output;
    private final ControlFrames control;
    private final StreamTable streams;
    private final Mailbox mailbox = new Mailbox();
    private final Runnable takeMail = this::takeMail;
    private final Consumer<Throwable> onUserFailure = this::warnOfUser;
    private final Deadlines deadlines;
    private final FrameDispatch dispatch;
    private final FrameCutter cutter;
    private final Sinks.Empty<Void> opening = Sinks.empty();
    private final Sinks.Empty<Void> closing = Sinks.empty();
    private final @Nullable SessionAcceptor acceptor;
    /** Channels that wait for their first message and are in no table yet. */
    private final Set<RequestFlux<?, ?>> waiting = new LinkedHashSet<>(0);

    private @Nullable KeepAlive keepAlive;
    private @Nullable Disposable setupTimer;
    private @Nullable Disposable graceTimer;
    private @Nullable Disposable stallTimer;
    private @Nullable Disposable accepting;
    private @Nullable ConnectionException end;
    private int state;
    private int inbound;
    private boolean readingPaused;
    private boolean drainedSoon;
    private boolean warned;
    private long warnedNanos;
    private int unwarned;
    private volatile Setup setup;
    private volatile boolean open;
    /** Streams of this side in flight, for balancers on other threads: a moment's figure is all they need. */
    @SuppressWarnings("unused") // through PENDING
    private int pending;

    private SessionEngine(
            Connection connection,
            SessionOptions options,
            boolean client,
            @Nullable SessionAcceptor acceptor,
            RequestHandler handler) {
        this.connection = connection;
        this.client = client;
        this.limits = options.limits();
        this.acceptor = acceptor;
        this.output = new Output(connection, limits, this::checkDrained, onUserFailure);
        this.control = new ControlFrames(output);
        this.streams = new StreamTable(client);
        this.deadlines = new Deadlines(connection, this::sweep);
        this.dispatch = new FrameDispatch(this, streams, handler);
        this.cutter = new FrameCutter(connection.allocator(), limits.frameLengthMax(), this::onFrame);
        this.setup = Handshake.announced(options);
    }

    /** Begins a client's session on a fresh connection, on its loop. */
    static SessionEngine client(Connection connection, SessionOptions options, RequestHandler handler) {
        SessionEngine engine = new SessionEngine(connection, options, true, null, handler);
        Handshake.write(engine.output, engine.setup);
        engine.open();
        connection.start(engine);
        return engine;
    }

    /** Begins a server's session on an accepted connection, on its loop. */
    static SessionEngine server(Connection connection, SessionOptions options, SessionAcceptor acceptor) {
        SessionEngine engine = new SessionEngine(connection, options, false, acceptor, RequestHandler.rejecting());
        engine.cutter.lengthMax(engine.limits.setupLengthMax());
        engine.awaitSetup();
        connection.start(engine);
        return engine;
    }

    // ---- the session as its users see it; any thread

    @Override
    public Setup setup() {
        return setup;
    }

    @Override
    public Address localAddress() {
        return connection.localAddress();
    }

    @Override
    public Address remoteAddress() {
        return connection.remoteAddress();
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public int pending() {
        return (int) PENDING.getOpaque(this);
    }

    @Override
    public Mono<Void> onClose() {
        return closing.asMono();
    }

    @Override
    public Mono<Session> connect() {
        if (open) {
            return Mono.just(this);
        }
        // An acceptor has the session before it is open.
        return opening.asMono().then(Mono.fromCallable(() -> {
            if (!open) {
                throw gone(false);
            }
            return this;
        }));
    }

    @Override
    public Mono<Payload> requestResponse(Payload request) {
        return Interactions.requestResponse(this, dispatch.payloads(), request);
    }

    @Override
    public Mono<Void> fireAndForget(Payload request) {
        return Interactions.fireAndForget(this, dispatch.payloads(), request).then();
    }

    @Override
    public Flux<Payload> requestStream(Payload request) {
        return Interactions.requestStream(this, dispatch.payloads(), request);
    }

    @Override
    public Flux<Payload> requestChannel(Publisher<Payload> requests) {
        return Interactions.requestChannel(this, dispatch.payloads(), requests);
    }

    @Override
    public Mono<Void> metadataPush(ByteBuf metadata) {
        return Mono.create(sink -> onLoop(() -> {
            RuntimeException refusal = pushRefusal(metadata.readableBytes());
            if (refusal == null) {
                control.metadataPush(metadata);
            }
            metadata.release();
            if (refusal == null) {
                sink.success();
            } else {
                sink.error(refusal);
            }
        }));
    }

    private @Nullable RuntimeException pushRefusal(int length) {
        if (length > limits.metadataLengthMax()) {
            return InteractionException.light(
                    ErrorCode.INVALID,
                    Outcome.NOT_EXECUTED,
                    "Metadata of " + length + " bytes exceeds metadataLengthMax " + limits.metadataLengthMax()
                            + ": send less, or raise the limit on both sides");
        }
        if (state == OPEN && connection.bytesQueued() > limits.outboundBytesMax()) {
            return InteractionException.light(
                    ErrorCode.REJECTED,
                    Outcome.NOT_EXECUTED,
                    "More than " + limits.outboundBytesMax() + " bytes (outboundBytesMax) wait for the socket; "
                            + where(0) + ": send less at a time");
        }
        return refusal();
    }

    @Override
    public Mono<Void> close(Duration grace) {
        onLoop(() -> drain(grace));
        return onClose();
    }

    @Override
    public void dispose() {
        onLoop(() -> end(new ConnectionException(Reason.CLOSED, "Session closed here; " + where(0), null)));
    }

    @Override
    public String toString() {
        return (client ? "client" : "server") + " session, " + where(0);
    }

    // ---- what the connection tells; on the loop

    @Override
    public void onBytes(ByteBuf bytes) {
        if (state == CLOSED) {
            return;
        }
        long now = output.beginTurn();
        if (keepAlive != null) {
            keepAlive.heard(now);
        }
        try {
            cutter.feed(bytes);
        } catch (MalformedFrameException | ProtocolException malformed) {
            breakOff(malformed);
        }
        if (connection.bytesQueued() > limits.outboundBytesMax() && !readingPaused) {
            readingPaused = true; // who asks without reading the answers has to wait
            connection.reading(false);
        }
    }

    private void heard() {
        if (keepAlive != null) {
            keepAlive.heard(System.nanoTime());
        }
    }

    @Override
    public void onReadComplete() {
        output.endTurn();
    }

    @Override
    public void onWritabilityChanged() {
        if (!connection.isWritable()) {
            watchStall();
            return;
        }
        if (stallTimer != null) {
            stallTimer.dispose();
            stallTimer = null;
        }
        if (readingPaused && state != ACCEPTING && state != CLOSED) {
            readingPaused = false;
            heard(); // it was this side that did not listen
            connection.reading(true);
        }
        output.wake();
    }

    @Override
    public void onClosed(@Nullable ConnectionException cause) {
        end(
                cause != null
                        ? cause
                        : new ConnectionException(
                                Reason.CLOSED, "Connection closed by the other side; " + where(0), null));
        ConnectionException why = end;
        if (why == null || why.reason() == Reason.CLOSED) {
            closing.tryEmitEmpty();
        } else {
            closing.tryEmitError(why);
        }
    }

    private boolean onFrame(ByteBuf frame, int at, int end) {
        if (state == SETUP) {
            onFirstFrame(frame, at, end);
        } else if (state != CLOSED) {
            dispatch.onFrame(frame, at, end);
        }
        return state != ACCEPTING && state != CLOSED;
    }

    // ---- set-up

    private void open() {
        state = OPEN;
        Setup agreed = setup;
        KeepAlive alive = new KeepAlive(
                connection, control, client, agreed.keepAliveMillis(), agreed.lifetimeMillis(), this::onSilence);
        alive.start();
        keepAlive = alive;
        open = true;
        opening.tryEmitEmpty();
    }

    private void onFirstFrame(ByteBuf frame, int at, int end) {
        try {
            setup = Handshake.read(frame, at, end);
        } catch (Handshake.Refusal refusal) {
            refuse(refusal.code, String.valueOf(refusal.getMessage()));
            return;
        }
        cutter.lengthMax(limits.frameLengthMax());
        state = ACCEPTING;
        awaitSetup(); // as long again for the acceptor
        accepting = Mono.defer(() -> Objects.requireNonNull(acceptor).accept(this))
                .switchIfEmpty(Mono.error(() -> InteractionException.of(ErrorCode.REJECTED, "Not accepted")))
                .subscribe(handler -> onLoop(() -> accepted(handler)), failure -> onLoop(() -> unaccepted(failure)));
        if (state == ACCEPTING) {
            connection.reading(false);
        }
    }

    private void accepted(RequestHandler handler) {
        if (state != ACCEPTING) {
            return;
        }
        if (setupTimer != null) {
            setupTimer.dispose();
        }
        dispatch.handler(handler);
        open();
        if (cutter.isStopped()) {
            connection.reading(true);
            output.beginTurn();
            try {
                cutter.resume();
            } catch (MalformedFrameException | ProtocolException malformed) {
                breakOff(malformed);
            }
            output.endTurn();
        }
    }

    private void unaccepted(Throwable failure) {
        if (state == ACCEPTING) {
            refuse(
                    ErrorCode.REJECTED_SETUP,
                    failure instanceof InteractionException spoken
                            ? String.valueOf(spoken.getMessage())
                            : "Refused by the acceptor");
        }
    }

    private void awaitSetup() {
        if (setupTimer != null) {
            setupTimer.dispose();
        }
        setupTimer = connection.schedule(this::setupLate, limits.setupTimeout().toMillis());
    }

    private void setupLate() {
        String within = " within " + limits.setupTimeout().toMillis() + " ms (setupTimeout)";
        if (state == SETUP) {
            refuse(ErrorCode.INVALID_SETUP, "No SETUP" + within);
        } else if (state == ACCEPTING) {
            refuse(ErrorCode.REJECTED_SETUP, "Not accepted" + within);
        }
    }

    private void refuse(int code, String text) {
        control.error(0, code, text);
        end(new ConnectionException(Reason.REJECTED, "Set-up refused: " + text + "; " + where(0), null));
    }

    // ---- ends

    /** The other side broke the protocol: it is told, and the connection closes. */
    private void breakOff(RuntimeException malformed) {
        String text = String.valueOf(malformed.getMessage());
        control.error(0, state == SETUP ? ErrorCode.INVALID_SETUP : ErrorCode.CONNECTION_ERROR, text);
        end(new ConnectionException(
                Reason.PROTOCOL,
                text + "; " + where(0) + ": the other side does not speak RSocket 1.0 as agreed",
                malformed));
    }

    /** The other side ended the session with an error on stream 0. */
    void endedByPeer(Reason reason, int code, String text) {
        end(new ConnectionException(
                reason, ErrorCode.name(code) + " from the other side: " + text + "; " + where(0), null));
    }

    /** The other side announced that it closes: nothing new, live streams may end. */
    void drainForPeer() {
        drain(limits.handlerTimeout());
    }

    private void drain(Duration grace) {
        if (state == OPEN) {
            state = DRAINING;
            open = false;
            graceTimer = connection.schedule(this::drained, Math.max(1, grace.toMillis()));
            checkDrained();
        } else if (state != DRAINING) {
            end(new ConnectionException(Reason.CLOSED, "Session closed here; " + where(0), null));
        }
    }

    private void checkDrained() {
        if (state == DRAINING && !drainedSoon && streams.isEmpty() && inbound == 0 && !output.hasWaiting()) {
            drainedSoon = true;
            connection.execute(this::drained); // after what is being written now
        }
    }

    private void drained() {
        if (state == DRAINING) {
            control.error(0, ErrorCode.CONNECTION_CLOSE, "Session closed in order");
            end(new ConnectionException(Reason.CLOSED, "Session closed in order; " + where(0), null));
        }
    }

    private void onSilence() {
        if (readingPaused && keepAlive != null) {
            keepAlive.heard(System.nanoTime());
            keepAlive.start();
            return;
        }
        String text = "Nothing heard for " + setup.lifetimeMillis() + " ms";
        control.error(0, ErrorCode.CONNECTION_ERROR, text);
        end(new ConnectionException(
                Reason.SILENT, text + "; " + where(0) + ": the other side or the network is down", null));
    }

    private void watchStall() {
        if (stallTimer == null && state != CLOSED) {
            long before = bytesLeft();
            stallTimer = connection.schedule(
                    () -> checkStall(before), limits.writeStallTimeout().toMillis());
        }
    }

    /** Bytes that the socket has taken so far. */
    private long bytesLeft() {
        return output.handedOver() - connection.bytesQueued();
    }

    private void checkStall(long bytesBefore) {
        stallTimer = null;
        if (connection.isWritable()) {
            return;
        }
        if (bytesLeft() > bytesBefore) {
            watchStall();
            return;
        }
        end(new ConnectionException(
                Reason.STALLED,
                connection.bytesQueued() + " bytes did not move for "
                        + limits.writeStallTimeout().toMillis() + " ms (writeStallTimeout); " + where(0)
                        + ": the other side does not read",
                null));
    }

    private void end(ConnectionException cause) {
        if (state == CLOSED) {
            return;
        }
        state = CLOSED;
        open = false;
        end = cause;
        output.flush();
        connection.close();
        for (Disposable timer : timers()) {
            timer.dispose();
        }
        if (keepAlive != null) {
            keepAlive.stop();
        }
        deadlines.cancel();
        cutter.close();
        dispatch.close();
        opening.tryEmitEmpty();
        for (LiveStream stream : live()) {
            try {
                stream.onConnectionEnd(cause);
            } catch (Throwable failure) { // the others must hear of it too
                warnOfUser(0, failure);
            }
        }
        output.close();
        LOG.debug("{}", cause.getMessage());
    }

    private List<Disposable> timers() {
        List<Disposable> timers = new ArrayList<>();
        for (Disposable timer : new @Nullable Disposable[] {setupTimer, graceTimer, stallTimer, accepting}) {
            if (timer != null) {
                timers.add(timer);
            }
        }
        return timers;
    }

    /** Every stream, once: what waits for its turn may be in the table as well. */
    private Set<LiveStream> live() {
        Set<LiveStream> live = Collections.newSetFromMap(new IdentityHashMap<>());
        live.addAll(streams.all());
        live.addAll(waiting);
        live.addAll(output.takeWaiting());
        return live;
    }

    // ---- what streams use; on the loop

    Output output() {
        return output;
    }

    SessionLimits limits() {
        return limits;
    }

    MessageView view() {
        return dispatch.view();
    }

    boolean isClient() {
        return client;
    }

    boolean isDraining() {
        return state == DRAINING;
    }

    ControlFrames control() {
        return control;
    }

    Connection connection() {
        return connection;
    }

    /** Whether the caller is on the loop; any thread. */
    boolean inLoop() {
        return connection.inLoop();
    }

    /** The time on the {@link System#nanoTime} clock, a turn of the loop coarse; any thread. */
    long now() {
        return connection.inLoop() ? output.now() : System.nanoTime();
    }

    /** Hands a stream to the loop; any thread. */
    void mail(Mail mail) {
        if (mailbox.put(mail)) {
            connection.execute(takeMail);
        }
    }

    private void takeMail() {
        output.beginTurn();
        mailbox.takeAll(onUserFailure);
        output.endTurn();
    }

    private void onLoop(Runnable task) {
        if (connection.inLoop()) {
            task.run();
        } else {
            connection.execute(task);
        }
    }

    /** Why no new stream can be started, or null when one can. */
    @Nullable
    RuntimeException refusal() {
        if (state != OPEN) {
            return gone(false);
        }
        if (streams.own() + output.waitingCount() + waiting.size() >= limits.outboundStreamsMax()) {
            return InteractionException.light(
                    ErrorCode.REJECTED,
                    Outcome.NOT_EXECUTED,
                    "Too many streams: " + limits.outboundStreamsMax() + " (outboundStreamsMax) are open or waiting; "
                            + where(0) + ": send less at a time, or open another connection");
        }
        return null;
    }

    private ConnectionException gone(boolean mayHaveBeenProcessed) {
        ConnectionException cause = end;
        if (cause == null) {
            cause = new ConnectionException(
                    Reason.CLOSED, "Session is closing; " + where(0) + ": use another one", null);
        }
        return cause.processed(mayHaveBeenProcessed);
    }

    /** The number of this side's next stream, for tests that cannot wait for two billion streams; on the loop. */
    void presetNextStream(int streamId) {
        streams.presetNext(streamId);
    }

    int nextStreamId() {
        return streams.nextId();
    }

    void opened(int streamId, LiveStream stream) {
        streams.put(streamId, stream);
        PENDING.setOpaque(this, streams.own());
    }

    void closed(int streamId, LiveStream stream) {
        if (streams.remove(streamId, stream)) {
            dispatch.dropPartial(streamId);
            PENDING.setOpaque(this, streams.own());
            checkDrained();
        }
    }

    void responderOpened() {
        inbound++;
    }

    int inbound() {
        return inbound;
    }

    void responderClosed(int streamId, LiveStream stream) {
        inbound--;
        closed(streamId, stream);
        checkDrained();
    }

    void waiting(RequestFlux<?, ?> channel) {
        waiting.add(channel);
    }

    void noLongerWaiting(RequestFlux<?, ?> channel) {
        waiting.remove(channel);
    }

    void watch(long deadlineNanos) {
        deadlines.watch(deadlineNanos);
    }

    long handlerDeadline() {
        return System.nanoTime() + limits.handlerTimeout().toNanos();
    }

    /** What the session holds now; any thread, taken on the loop. */
    Mono<EngineLoad> load() {
        return Mono.create(sink -> onLoop(() -> sink.success(new EngineLoad(
                streams.size(), inbound, output.waitingCount() + waiting.size(), dispatch.partialCount()))));
    }

    private void sweep() {
        sweep(System.nanoTime());
    }

    /** Ends what is overdue at a time; tests choose the time. */
    void sweep(long now) {
        output.beginTurn();
        for (LiveStream stream : streams.all()) {
            expire(stream, now);
        }
        output.forEachWaiting(ready -> {
            if (ready instanceof LiveStream stream) {
                expire(stream, now);
            }
        });
        deadlines.watch(dispatch.expirePartials(now));
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

    void sendCancel(int streamId) {
        if (state != CLOSED) {
            control.cancel(streamId);
        }
    }

    void sendRequestN(int streamId, int n) {
        if (state != CLOSED) {
            control.requestN(streamId, n);
        }
    }

    void sendComplete(int streamId) {
        if (state != CLOSED) {
            control.complete(streamId);
        }
    }

    void sendError(int streamId, Throwable failure) {
        if (state == CLOSED) {
            return;
        }
        if (!(failure instanceof InteractionException)) {
            warnOfHandler(streamId, failure);
        }
        control.error(streamId, failure);
    }

    void warnOfHandler(int streamId, Throwable failure) {
        warn("A handler failed", streamId, failure);
    }

    private void warnOfUser(Throwable failure) {
        warnOfUser(0, failure);
    }

    /** A subscriber or publisher of a user threw where it must not. */
    void warnOfUser(int streamId, Throwable failure) {
        warn("A subscriber or publisher threw", streamId, failure);
    }

    /** One warning in ten seconds: who fails for each request must not fill the disk. */
    private void warn(String what, int streamId, Throwable failure) {
        long now = System.nanoTime();
        if (warned && now - warnedNanos < WARN_EVERY_NANOS) {
            unwarned++;
            return;
        }
        warned = true;
        warnedNanos = now;
        String before = unwarned == 0 ? "" : ", and " + unwarned + " others since the last warning";
        unwarned = 0;
        LOG.warn("{}{}; {}", what, before, where(streamId), failure);
    }

    /** A frame that makes no sense was skipped. */
    void ignored() {
        dispatch.ignored();
    }

    /** The failure of a request that could not be encoded. */
    RuntimeException unsent(String name, Throwable failure) {
        return local(name, failure, Outcome.NOT_EXECUTED, "cannot be sent");
    }

    /** The failure of an answer that could not be decoded. */
    RuntimeException undecodable(String name, Throwable failure) {
        return local(name, failure, Outcome.UNKNOWN, "has an answer that cannot be read");
    }

    private RuntimeException local(String name, Throwable failure, Outcome outcome, String what) {
        if (failure instanceof InteractionException spoken) {
            return InteractionException.light(
                    spoken.code(), outcome, "\"" + name + "\" " + what + ": " + spoken.getMessage());
        }
        String why = failure instanceof CodecException ? failure.getMessage() : failure.toString();
        return new InteractionException(ErrorCode.INVALID, outcome, "\"" + name + "\" " + what + ": " + why, failure);
    }

    /** Which connection, and which stream if any, for errors. */
    String where(int streamId) {
        return "connection " + connection.id() + " to " + connection.remoteAddress()
                + (streamId == 0 ? "" : ", stream " + streamId);
    }
}
