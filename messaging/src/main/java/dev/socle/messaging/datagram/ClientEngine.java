package dev.socle.messaging.datagram;

import dev.socle.messaging.codec.MessageView;
import dev.socle.messaging.session.ErrorCode;
import dev.socle.messaging.session.InteractionException;
import dev.socle.messaging.session.Outcome;
import dev.socle.transport.ConnectionException;
import dev.socle.transport.ConnectionException.Reason;
import dev.socle.transport.DatagramHandler;
import dev.socle.transport.Datagrams;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.collection.LongObjectHashMap;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The client's side: sends each request until it is answered or too late, and follows challenges.
 *
 * <p><b>Threading:</b> the socket's event loop, but for {@link #demanded}, {@link #cancelled} and {@link #counts}.
 */
final class ClientEngine implements DatagramHandler {

    /** A note is sent once only, so its proof has to hold for long enough to arrive. */
    private static final long NOTE_PROOF_NANOS = DatagramServiceOptions.PROOF.toNanos() / 2;

    private final Datagrams datagrams;
    private final DatagramServiceOptions options;
    private final OperationIds ids;
    private final LongObjectHashMap<Operation<?, ?>> waiting = new LongObjectHashMap<>();
    private final MessageView view = new MessageView();

    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong resent = new AtomicLong();
    private final AtomicLong challenged = new AtomicLong();
    private final AtomicLong late = new AtomicLong();
    private final AtomicLong foreign = new AtomicLong();

    /** The proof of this client's address; empty while there is none. */
    private ByteBuf token = Unpooled.EMPTY_BUFFER;

    private long tokenNanos;
    private long incarnation;
    private boolean isReading;
    private boolean isClosed;

    ClientEngine(Datagrams datagrams, DatagramServiceOptions options, OperationIds ids) {
        this.datagrams = datagrams;
        this.options = options;
        this.ids = ids;
    }

    ClientCounts counts() {
        return new ClientCounts(sent.get(), resent.get(), challenged.get(), late.get(), foreign.get());
    }

    /** The subscriber of a call wants its result; the call begins when it was not wanted before. */
    void demanded(Operation<?, ?> operation, long n) {
        onLoop(() -> {
            if (n <= 0) {
                waiting.remove(operation.id());
                operation.failed(
                        new IllegalArgumentException("request: " + n + " (expected: > 0, Reactive Streams rule 3.9)"));
            } else if (operation.begin()) {
                start(operation);
            }
        });
    }

    /** The subscriber of a call has left. */
    void cancelled(Operation<?, ?> operation) {
        onLoop(() -> abandon(operation));
    }

    @Override
    public void onDatagram(ByteBuf datagram, SocketAddress from) {
        isReading = true;
        int kind = Layout.kind(datagram);
        boolean isAnswer = kind == Layout.ANSWER || kind == Layout.DONE || kind == Layout.ERROR;
        if (kind != Layout.CHALLENGE && !isAnswer) {
            foreign.incrementAndGet();
            return;
        }
        Operation<?, ?> operation = waiting.get(Layout.operation(datagram));
        if (operation == null) {
            late.incrementAndGet();
        } else if (kind == Layout.CHALLENGE) {
            challenged(operation, datagram);
        } else if (!operation.wasSentTo(Layout.incarnation(datagram))) {
            foreign.incrementAndGet(); // from one that was not asked
        } else {
            answered(operation, kind, datagram);
        }
    }

    @Override
    public void onReadComplete() {
        isReading = false;
        datagrams.flush();
    }

    @Override
    public void onUndelivered(ConnectionException failure) {
        if (failure.reason() != Reason.REFUSED) {
            return; // the network may be back before the deadline
        }
        for (Operation<?, ?> operation : drain()) {
            operation.failed(failure.processed(operation.mayBeExecuted()));
        }
    }

    @Override
    public void onClosed(@Nullable ConnectionException cause) {
        isClosed = true;
        for (Operation<?, ?> operation : drain()) {
            operation.failed(closed(operation.mayBeExecuted()));
        }
    }

    // In the order of a call's life

    private void start(Operation<?, ?> operation) {
        InteractionException refusal = encode(operation);
        if (isClosed) {
            operation.failed(closed(false));
        } else if (refusal != null) {
            operation.failed(refusal);
        } else if (operation.isNote() && isProofFreshForNotes()) {
            send(operation);
            operation.succeeded();
        } else {
            waiting.put(operation.id(), operation);
            if (operation.deadlineMillis() > 0) {
                operation.deadline(datagrams.schedule(() -> tooLate(operation), operation.deadlineMillis()));
            }
            sendAndWait(operation, options.retransmit().toMillis());
        }
    }

    /** Encodes the request, and says why it cannot be sent; null when it can. */
    private @Nullable InteractionException encode(Operation<?, ?> operation) {
        if (waiting.size() >= options.operationsMax()) {
            return unsent(
                    ErrorCode.REJECTED,
                    operation,
                    waiting.size() + " wait for answers already, and operationsMax is " + options.operationsMax()
                            + ": wait for some, or raise it",
                    null);
        }
        ByteBuf out = datagrams.allocator().buffer();
        try {
            operation.encode(ids.next(), out);
        } catch (RuntimeException failure) {
            return failure instanceof InteractionException known
                    ? known
                    : unsent(ErrorCode.INVALID, operation, "it cannot be encoded: " + failure.getMessage(), failure);
        } finally {
            operation.releaseRequest();
        }
        int bytesMax = options.socket().bytesMax();
        return out.readableBytes() <= bytesMax
                ? null
                : unsent(
                        ErrorCode.INVALID,
                        operation,
                        "its datagram of " + out.readableBytes() + " bytes exceeds bytesMax " + bytesMax
                                + ": send less, or over a connection",
                        null);
    }

    private void sendAndWait(Operation<?, ?> operation, long waitMillis) {
        if (operation.isNote()) {
            ask(operation);
        } else if (operation.maySendTo(incarnation)) {
            send(operation);
        } else {
            forgotten(operation);
            return;
        }
        operation.resend(datagrams.schedule(
                () -> {
                    resent.incrementAndGet();
                    operation.waited();
                    sendAndWait(operation, 2 * waitMillis);
                },
                waitMillis));
    }

    private void send(Operation<?, ?> operation) {
        send(operation.datagram(token, incarnation));
    }

    /** Asks for a proof; the note itself is sent once, when there is one. */
    private void ask(Operation<?, ?> operation) {
        ByteBuf hello = datagrams.allocator().buffer(Layout.REQUEST_BYTES_MIN);
        Layout.writeHeader(hello, Layout.HELLO, operation.id(), 0)
                .writeZero(Layout.REQUEST_BYTES_MIN - Layout.HEADER_BYTES);
        send(hello);
    }

    private void send(ByteBuf datagram) {
        if (isClosed) {
            datagram.release();
            return;
        }
        sent.incrementAndGet();
        datagrams.send(datagram); // false is a loss like any other
        if (!isReading) {
            datagrams.flush();
        }
    }

    /** Nothing was executed for the datagram that was challenged; it is sent once more, with the proof. */
    private void challenged(Operation<?, ?> operation, ByteBuf datagram) {
        challenged.incrementAndGet();
        long named = datagram.getLong(datagram.readerIndex() + Layout.CHALLENGE_NAMED);
        incarnation = Layout.incarnation(datagram);
        byte[] proof = new byte[Layout.TOKEN_BYTES];
        datagram.getBytes(datagram.readerIndex() + Layout.TOKEN, proof);
        token = Unpooled.wrappedBuffer(proof);
        tokenNanos = System.nanoTime();
        if (operation.isNote()) {
            waiting.remove(operation.id());
            send(operation);
            operation.succeeded();
            return;
        }
        if (named != incarnation) {
            operation.refused(named);
        }
        if (!operation.maySendTo(incarnation)) {
            forgotten(operation);
        } else if (operation.followChallenge()) {
            send(operation);
        }
    }

    /** A server that was restarted knows nothing of what the one before may have executed. */
    private void forgotten(Operation<?, ?> operation) {
        waiting.remove(operation.id());
        operation.failed(new InteractionException(
                ErrorCode.CANCELED,
                Outcome.UNKNOWN,
                "Request for " + operation.name() + " at " + datagrams.remoteAddress()
                        + " may have been executed: the server was restarted while it was under way; find out, or make"
                        + " the method idempotent",
                null));
    }

    private void answered(Operation<?, ?> operation, int kind, ByteBuf datagram) {
        waiting.remove(operation.id());
        switch (kind) {
            case Layout.ANSWER -> operation.answered(Messages.read(datagram, Layout.ANSWER_MESSAGE, view));
            case Layout.DONE -> operation.succeeded();
            default -> operation.failed(error(datagram));
        }
    }

    private void tooLate(Operation<?, ?> operation) {
        waiting.remove(operation.id());
        boolean mayBeProcessed = operation.mayBeExecuted();
        operation.failed(new InteractionException(
                ErrorCode.DEADLINE_EXCEEDED,
                mayBeProcessed ? Outcome.UNKNOWN : Outcome.NOT_EXECUTED,
                "No answer to " + operation.name() + " from " + datagrams.remoteAddress() + " within "
                        + operation.deadlineMillis() + " ms: the server or the network is too slow or lost all; look"
                        + " there, or allow more time",
                null));
    }

    private void abandon(Operation<?, ?> operation) {
        if (operation.end()) {
            waiting.remove(operation.id());
        }
    }

    private List<Operation<?, ?>> drain() {
        List<Operation<?, ?>> all = new ArrayList<>(waiting.values());
        waiting.clear();
        return all;
    }

    private boolean isProofFreshForNotes() {
        return token.isReadable() && System.nanoTime() - tokenNanos < NOTE_PROOF_NANOS;
    }

    private void onLoop(Runnable task) {
        if (datagrams.inLoop()) {
            task.run();
        } else {
            datagrams.execute(task);
        }
    }

    private static InteractionException error(ByteBuf datagram) {
        int start = datagram.readerIndex();
        int code = datagram.getInt(start + Layout.ERROR_CODE);
        String text = datagram.toString(
                start + Layout.ERROR_TEXT, datagram.readableBytes() - Layout.ERROR_TEXT, StandardCharsets.UTF_8);
        return ErrorCode.isStreamCode(code)
                ? InteractionException.of(code, text)
                : new InteractionException(code, Outcome.UNKNOWN, text, null);
    }

    private InteractionException unsent(int code, Operation<?, ?> operation, String why, @Nullable Throwable cause) {
        return new InteractionException(
                code,
                Outcome.NOT_EXECUTED,
                "Request for " + operation.name() + " was not sent to " + datagrams.remoteAddress() + ": " + why,
                cause);
    }

    private ConnectionException closed(boolean mayBeProcessed) {
        return new ConnectionException(
                Reason.CLOSED,
                "The client to " + datagrams.remoteAddress() + " was closed by this side; make another",
                null,
                mayBeProcessed);
    }
}
