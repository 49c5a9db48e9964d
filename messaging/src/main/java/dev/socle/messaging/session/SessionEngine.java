package dev.socle.messaging.session;

import dev.socle.messaging.codec.MessageView;
import dev.socle.messaging.frame.FrameCutter;
import dev.socle.messaging.frame.MalformedFrameException;
import dev.socle.transport.Connection;
import dev.socle.transport.ConnectionException;
import dev.socle.transport.ConnectionException.Reason;
import dev.socle.transport.ConnectionHandler;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * The session of one connection, for either side: its life from the first frame to the last, and the face that its streams
 * see. Frames that arrive go through {@link FrameDispatch}, frames that leave through {@link Output}.
 *
 * <p>Legal moves of {@code state}, on the loop: OPENING (a server, see {@link ServerSetup}) → OPEN → DRAINING (either side
 * announced the end; live streams may finish) → CLOSED. A client begins OPEN. Every state may go to CLOSED.
 */
final class SessionEngine extends SessionFace implements ConnectionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(SessionEngine.class);

    private static final int OPENING = 0;
    private static final int OPEN = 1;
    private static final int DRAINING = 2;
    private static final int CLOSED = 3;

    private final boolean client;
    private final SessionLimits limits;
    private final Reports reports;
    private final Output output;
    private final ControlFrames control;
    private final StreamTable table;
    private final Partials partials;
    private final LiveStreams streams;
    private final FrameDispatch dispatch;
    private final FrameCutter cutter;
    private final StallWatch stallWatch;
    private final Mailbox mailbox = new Mailbox();
    private final Runnable takeMail = this::takeMail;
    private final Gathering gathering;

    private @Nullable ServerSetup serverSetup;
    private @Nullable KeepAlive keepAlive;
    private @Nullable Disposable graceTimer;
    private @Nullable ConnectionException end;
    private int state;
    private boolean hasHeard;
    private boolean readingPaused;
    private boolean drainedSoon;

    private SessionEngine(Connection connection, SessionOptions options, boolean client, RequestHandler handler) {
        super(connection, Handshake.announced(options));
        this.client = client;
        this.limits = options.limits();
        this.gathering = new Gathering(connection::offerProcessor, System::nanoTime);
        this.reports = new Reports(connection);
        this.output = new Output(connection, limits, this::checkDrained, reports.onUserFailure);
        this.control = new ControlFrames(output, reports);
        this.table = new StreamTable(client);
        this.partials = new Partials(connection.allocator(), limits, control, table);
        this.streams = new LiveStreams(connection, limits, output, table, partials, this::checkDrained);
        this.dispatch = new FrameDispatch(this, table, partials, handler);
        this.cutter = new FrameCutter(connection.allocator(), limits.frameLengthMax(), this::onFrame);
        this.stallWatch =
                new StallWatch(connection, output, limits.writeStallTimeout().toMillis(), this::onStall);
    }

    /** Begins a client's session on a fresh connection, on its loop. */
    static SessionEngine client(Connection connection, SessionOptions options, RequestHandler handler) {
        SessionEngine engine = new SessionEngine(connection, options, true, handler);
        Handshake.write(engine.output, engine.setup());
        engine.open();
        connection.start(engine);
        return engine;
    }

    /** Begins a server's session on an accepted connection, on its loop. */
    static SessionEngine server(Connection connection, SessionOptions options, SessionAcceptor acceptor) {
        SessionEngine engine = new SessionEngine(connection, options, false, RequestHandler.rejecting());
        engine.cutter.lengthMax(engine.limits.setupLengthMax());
        engine.serverSetup = new ServerSetup(engine, acceptor);
        engine.serverSetup.begin();
        connection.start(engine);
        return engine;
    }

    // ---- what its users ask of the session; any thread

    @Override
    public int pending() {
        return streams.pending();
    }

    @Override
    public Mono<Void> metadataPush(ByteBuf metadata) {
        return MetadataPush.of(this, metadata);
    }

    @Override
    public Mono<Void> close(Duration grace) {
        onLoop(() -> drain(grace));
        return onClose();
    }

    @Override
    public void dispose() {
        onLoop(() -> end(SessionFailures.closedHere(where())));
    }

    @Override
    public String toString() {
        return (client ? "client" : "server") + " session, " + where();
    }

    // ---- what the connection tells; on the loop

    @Override
    public void onBytes(ByteBuf bytes) {
        if (state == CLOSED) {
            return;
        }
        long now = output.beginTurn();
        output.received(bytes.readableBytes());
        if (keepAlive != null) {
            keepAlive.heard(now);
        }
        if (!hasHeard) {
            hasHeard = true;
            if (TlsRecord.begins(bytes)) {
                breakOffTls();
                return;
            }
        }
        try {
            cutter.feed(bytes);
        } catch (MalformedFrameException | ProtocolException malformed) {
            breakOff(malformed);
        }
        // Only a connection that is not writable tells when reading may go on.
        if (connection.bytesQueued() > limits.outboundBytesMax() && !connection.isWritable() && !readingPaused) {
            readingPaused = true; // who asks without reading the answers has to wait
            connection.reading(false);
        }
    }

    @Override
    public void onReadComplete() {
        output.endTurn();
    }

    @Override
    public void onWritabilityChanged() {
        if (state == CLOSED) {
            return;
        }
        if (!connection.isWritable()) {
            stallWatch.begin();
            return;
        }
        stallWatch.stop();
        if (readingPaused && state != OPENING) {
            readingPaused = false;
            heard(); // it was this side that did not listen
            connection.reading(true);
        }
        output.wake();
    }

    @Override
    public void onClosed(@Nullable ConnectionException cause) {
        end(cause != null ? cause : SessionFailures.closedByPeer(where()));
        closed(end);
    }

    private boolean onFrame(ByteBuf frame, int at, int end) {
        ServerSetup first = serverSetup;
        if (first != null) {
            first.onFirstFrame(frame, at, end);
        } else if (state != CLOSED) {
            dispatch.onFrame(frame, at, end);
        }
        return state != OPENING && state != CLOSED;
    }

    // ---- what the set-up decides; on the loop

    /** The client asked for this, and it can be had. */
    void agreed(Setup asked) {
        setup(asked);
        cutter.lengthMax(limits.frameLengthMax());
    }

    /** The acceptor has taken the session; what came after the first frame follows now. */
    void accepted(RequestHandler handler) {
        serverSetup = null;
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

    /** There will be no session. */
    void refuse(int code, String text) {
        control.error(0, code, text);
        end(SessionFailures.refused(text, where()));
    }

    private void open() {
        state = OPEN;
        Setup agreed = setup();
        KeepAlive alive = new KeepAlive(
                connection, control, client, agreed.keepAliveMillis(), agreed.lifetimeMillis(), this::onSilence);
        alive.start();
        keepAlive = alive;
        opened();
    }

    // ---- ends

    /** The other side speaks TLS: it is told in a way that is no TLS, and the connection closes. */
    private void breakOffTls() {
        String text = "The other side speaks TLS, and this one does not";
        control.error(0, ErrorCode.INVALID_SETUP, text);
        end(SessionFailures.tls(text, client, where()));
    }

    /** The other side broke the protocol: it is told, and the connection closes. */
    private void breakOff(RuntimeException malformed) {
        int code = state == OPENING ? ErrorCode.INVALID_SETUP : ErrorCode.CONNECTION_ERROR;
        control.error(0, code, String.valueOf(malformed.getMessage()));
        end(SessionFailures.malformed(malformed, where()));
    }

    /** The other side ended the session with an error on stream 0. */
    void endedByPeer(Reason reason, int code, String text) {
        end(SessionFailures.endedByPeer(reason, code, text, where()));
    }

    /** The other side announced that it closes: nothing new, live streams may end. */
    void drainForPeer() {
        drain(limits.handlerTimeout());
    }

    private void drain(Duration grace) {
        if (state == OPEN) {
            state = DRAINING;
            shut();
            graceTimer = connection.schedule(this::drained, Math.max(1, grace.toMillis()));
            checkDrained();
        } else if (state != DRAINING) {
            end(SessionFailures.closedHere(where()));
        }
    }

    private void checkDrained() {
        if (state == DRAINING && !drainedSoon && streams.isEmpty()) {
            drainedSoon = true;
            connection.execute(this::drained); // after what is being written now
        }
    }

    private void drained() {
        if (state == DRAINING) {
            control.error(0, ErrorCode.CONNECTION_CLOSE, "Session closed in order");
            end(SessionFailures.closedInOrder(where()));
        }
    }

    private void heard() {
        if (keepAlive != null) {
            keepAlive.heard(System.nanoTime());
        }
    }

    private void onSilence() {
        if (readingPaused && keepAlive != null) {
            heard();
            keepAlive.start();
            return;
        }
        String text = "Nothing heard for " + setup().lifetimeMillis() + " ms";
        control.error(0, ErrorCode.CONNECTION_ERROR, text);
        end(SessionFailures.silent(text, where()));
    }

    private void onStall() {
        end(SessionFailures.stalled(connection.bytesQueued(), limits, where()));
    }

    private void end(ConnectionException cause) {
        if (state == CLOSED) {
            return;
        }
        state = CLOSED;
        shut();
        end = cause;
        output.flush();
        connection.close();
        stopTimers();
        cutter.close();
        partials.close();
        openingEnded();
        Set<LiveStream> live = streams.takeAll();
        output.close();
        for (LiveStream stream : live) {
            try {
                stream.onConnectionEnd(cause);
            } catch (Throwable failure) { // the others must hear of it too
                reports.userFailed(0, failure);
            }
        }
        LOG.debug("{}", cause.getMessage());
    }

    private void stopTimers() {
        stallWatch.stop();
        if (serverSetup != null) {
            serverSetup.stop();
            serverSetup = null;
        }
        if (graceTimer != null) {
            graceTimer.dispose();
        }
        if (keepAlive != null) {
            keepAlive.stop();
        }
    }

    // ---- what streams use; on the loop

    Connection connection() {
        return connection;
    }

    boolean isClient() {
        return client;
    }

    boolean isDraining() {
        return state == DRAINING;
    }

    SessionLimits limits() {
        return limits;
    }

    Reports reports() {
        return reports;
    }

    LiveStreams streams() {
        return streams;
    }

    Output output() {
        return output;
    }

    ControlFrames control() {
        return control;
    }

    /** The message that is being passed on. */
    MessageView view() {
        return dispatch.view();
    }

    /** A request needs a stream; it has ended already when its handler has ended the session. */
    void opened(int streamId, ResponderStream stream) {
        ConnectionException ended = end;
        if (ended == null) {
            table.put(streamId, stream);
        } else {
            stream.onConnectionEnd(ended);
        }
    }

    /** A frame that makes no sense was skipped. */
    void ignored() {
        dispatch.ignored();
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
        try {
            gathering.begin();
        } finally { // it is taken whatever happens: who puts the next wakes nobody while there is some
            output.beginTurn();
            int mails = mailbox.takeAll(reports.onUserFailure);
            output.endTurn();
            gathering.end(mails);
        }
    }

    /** Runs a task on the loop; at once when that is here. */
    void onLoop(Runnable task) {
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
            return gone();
        }
        return streams.isFull() ? SessionFailures.tooManyStreams(limits, where()) : null;
    }

    /** Why nothing can be asked now; of a request that would have been made, nothing was processed. */
    @Override
    ConnectionException gone() {
        ConnectionException cause = end;
        if (cause == null) {
            cause = state == OPENING ? SessionFailures.notOpenYet(where()) : SessionFailures.closing(where());
        }
        return cause.processed(false);
    }

    private String where() {
        return reports.where(0);
    }

    // ---- for tests

    /** What the session holds now; any thread, taken on the loop. */
    Mono<EngineLoad> load() {
        return Mono.create(sink -> onLoop(() -> sink.success(streams.load())));
    }

    /** Ends what is overdue at a time, which need not have come; on the loop. */
    void sweep(long now) {
        streams.sweep(now);
    }

    /** The number of this side's next stream, for who cannot wait for two billion streams; on the loop. */
    void presetNextStream(int streamId) {
        table.presetNext(streamId);
    }
}
