package dev.socle.messaging.session;

import dev.socle.messaging.codec.MessageEncoder;
import dev.socle.messaging.frame.Body;
import dev.socle.messaging.frame.FrameHeader;
import dev.socle.messaging.frame.RequestFrame;
import dev.socle.transport.Connection;
import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The way out of a session: gathers frames in one buffer, hands it to the connection every few KiB and at the end of
 * each turn, and lets streams that cannot send at once take turns. All on the loop.
 *
 * <p>Flushing every few KiB of small frames, and not only once a turn, lets the other side work while this one still
 * writes; when it has enough to do, fewer and longer pieces cost less. The last few answers of a turn go with the piece
 * before them. Long bodies wait for the end of the turn, or for the connection's high mark: they go together in one system
 * call.
 */
final class Output {

    /** Gathered bytes after which the socket gets them, turn or no turn. */
    private static final int FLUSH_BYTES = 8 * 1024;

    /** The same in a turn that has sent {@link #LONG_TURN_BYTES}, unless half the connection's high mark is less. */
    private static final int FLUSH_BYTES_LATER = 32 * 1024;

    private static final int LONG_TURN_BYTES = 16 * 1024;

    /** Answers to so many bytes of requests or fewer are no piece of their own. */
    private static final int SHORT_END_BYTES = 3 * 1024;

    /** Room behind a piece for a short end, or for one more small frame. */
    private static final int ROOM_BYTES = 4 * 1024;

    /** How many turns the ring grants before the loop looks at its sockets again. */
    private static final int TURNS_MAX = 64;

    /** How many messages are on their way in fragments at a time, at most: receivers bound how many they put together. */
    private static final int CUT_MAX = 16;

    private final Connection connection;
    private final SessionLimits limits;
    private final Sharing sharing;
    private final int flushBytesLater;
    private final Runnable turn;
    private final Runnable afterTurn;
    private final Consumer<Throwable> onFailure;
    private final ArrayDeque<Ready> ring = new ArrayDeque<>(0);
    /** Made with the first message that does not fit one frame; most connections never have one. */
    private @Nullable LongMessages longMessages;

    private @Nullable ByteBuf gather;
    private long handedOver;
    /** The same when the turn began. */
    private long handedOverBefore;

    private long turnNanos;
    /** Bytes of this turn's input behind the request that is being answered; many where nothing is known of them. */
    private int requestBytesLeft = Integer.MAX_VALUE;

    private int cut;
    private long cutBytes;
    private boolean unflushed;
    private boolean inTurn;
    private boolean turnPlanned;
    /** Whether more than small messages moved in this turn. */
    private boolean hasBulk;

    private boolean closed;

    /** Calls {@code afterTurn} at the end of each turn, and {@code onFailure} with what a stream throws in its share. */
    Output(Connection connection, SessionLimits limits, Runnable afterTurn, Consumer<Throwable> onFailure) {
        this.connection = connection;
        this.limits = limits;
        this.sharing = new Sharing(connection::offerProcessor, connection::shortenReceiveQueue, System::nanoTime);
        long halfMark = connection.bytesBeforeUnwritable() / 2; // nothing is queued yet
        this.flushBytesLater = (int) Math.max(FLUSH_BYTES, Math.min(halfMark, FLUSH_BYTES_LATER));
        this.afterTurn = afterTurn;
        this.onFailure = onFailure;
        this.turn = () -> {
            turnPlanned = false;
            beginTurn();
            endTurn();
        };
    }

    /** Frames from here on leave at {@link #endTurn} at the latest. Returns the time, which is read once a turn. */
    long beginTurn() {
        inTurn = true;
        handedOverBefore = handedOver;
        turnNanos = System.nanoTime();
        return turnNanos;
    }

    /** The time on the {@link System#nanoTime} clock; within a turn, when it began: close enough for deadlines. */
    long now() {
        return inTurn ? turnNanos : System.nanoTime();
    }

    /** Lets waiting streams send, then hands everything to the socket. */
    void endTurn() {
        requestBytesLeft = Integer.MAX_VALUE;
        long bytesMax = sentBytes() + sharing.turnBytes(turnNanos);
        for (int turns = 0;
                !ring.isEmpty() && turns < TURNS_MAX && sentBytes() < bytesMax && connection.isWritable();
                turns++) {
            Ready next = ring.poll();
            next.inRing(false);
            try {
                if (next.onTurn()) {
                    whenWritable(next);
                }
            } catch (Throwable failure) { // the others must have their turn
                onFailure.accept(failure);
            }
        }
        inTurn = false;
        flush();
        if (!ring.isEmpty() && connection.isWritable() && !turnPlanned) {
            turnPlanned = true;
            connection.yieldThen(turn);
            hasBulk = true;
        }
        if (hasBulk) {
            hasBulk = false;
            sharing.afterBulk(turnNanos);
        }
        afterTurn.run();
    }

    /** Whether a message may be sent now; otherwise the stream waits with {@link #whenWritable}. */
    boolean isWritable() {
        return connection.isWritable();
    }

    /** Bytes that a stream may send at once, and that the connection takes before it turns unwritable. */
    long room() {
        return Math.min(sharing.turnBytes(turnNanos), connection.bytesBeforeUnwritable());
    }

    /** So many bytes came in this turn. */
    void received(int bytes) {
        if (bytes >= Sharing.BULK_BYTES) {
            hasBulk = true;
            sharing.bulkReceived(turnNanos);
        }
    }

    /** One request is about to be answered, and so many bytes of others came with it. */
    void answering(int requestBytesLeft) {
        this.requestBytesLeft = requestBytesLeft;
    }

    /** Bytes that the connection was given so far. */
    long handedOver() {
        return handedOver;
    }

    /** All bytes that were ever sent; the difference of two readings is the size of what was sent between. */
    long sentBytes() {
        return handedOver + (gather == null ? 0 : gather.readableBytes());
    }

    /** Gives a stream a turn as soon as the socket takes bytes. */
    void whenWritable(Ready stream) {
        if (!stream.isInRing() && !closed) {
            stream.inRing(true);
            ring.add(stream);
            if (!inTurn) {
                planTurn();
            }
        }
    }

    /** Sends the rest of a message, which {@link #message} returned, by turns. */
    void sendRest(OutboundMessage rest, OutboundMessage.Owner owner) {
        LongMessages messages = longMessages;
        if (messages == null) {
            messages = new LongMessages();
            longMessages = messages;
        }
        rest.owner(owner);
        messages.add(rest);
        whenWritable(messages);
    }

    /** The rest of a message was given up, or sent. */
    void forget(OutboundMessage rest) {
        if (longMessages != null) {
            longMessages.remove(rest);
        }
    }

    /** The socket takes bytes again. */
    void wake() {
        if (!ring.isEmpty()) {
            planTurn();
        }
    }

    /** Everything that waits for a turn. */
    void forEachWaiting(Consumer<Ready> action) {
        List.copyOf(ring).forEach(action);
    }

    boolean hasWaiting() {
        return !ring.isEmpty();
    }

    int waitingCount() {
        return ring.size();
    }

    /** Empties the ring; gives what stood in it and is a stream of its own. */
    List<LiveStream> takeWaiting() {
        List<LiveStream> streams = new ArrayList<>();
        for (Ready ready : ring) {
            ready.inRing(false);
            if (ready instanceof LiveStream stream) {
                streams.add(stream);
            }
        }
        ring.clear();
        return streams;
    }

    /** The buffer to append a frame to; the frame begins with {@link FrameHeader#beginPrefix} and ends with {@link #end}. */
    ByteBuf begin() {
        return begin(flushBytes() + ROOM_BYTES);
    }

    /** The same for a frame of so many bytes after which all that was gathered is handed over. */
    ByteBuf begin(int bytes) {
        ByteBuf out = gather;
        if (out == null) {
            out = connection.allocator().directBuffer(bytes);
            gather = out;
        }
        return out;
    }

    /** Ends a small frame that was appended to {@link #begin}. */
    void end(ByteBuf out, int prefixAt) {
        FrameHeader.endPrefix(out, prefixAt);
        added(out);
    }

    /**
     * Sends a message as one frame, or begins to send it in fragments.
     *
     * <p><b>Ownership:</b> the value is released in any case.
     * <p><b>Errors:</b> whatever the encoder throws, and {@link InteractionException} for a message over the limit;
     * nothing was sent then.
     *
     * @return the rest that did not fit one frame, to be sent by turns, or null
     */
    <T> @Nullable OutboundMessage message(
            int streamId, int type, int flags, int initialN, MessageEncoder<T> encoder, T value) {
        try {
            return encode(streamId, type, flags, initialN, encoder, value);
        } finally {
            encoder.release(value);
        }
    }

    /** Sends a request as {@link #message} does, but the value stays the caller's, who may have to send it again. */
    <T> @Nullable OutboundMessage keptMessage(
            int streamId, int type, int initialN, MessageEncoder<T> encoder, T value) {
        return encode(streamId, type, 0, initialN, encoder, value);
    }

    private <T> @Nullable OutboundMessage encode(
            int streamId, int type, int flags, int initialN, MessageEncoder<T> encoder, T value) {
        ByteBuf out = begin();
        int prefixAt = out.writerIndex();
        ByteBuf large = null;
        boolean sent = false;
        try {
            FrameHeader.beginPrefix(out);
            boolean hasMetadata = encoder.hasMetadata(value);
            int allFlags = hasMetadata ? flags | FrameHeader.METADATA : flags;
            RequestFrame.encodeHeader(out, streamId, type, allFlags, initialN);
            int metadataLength = -1;
            if (hasMetadata) {
                int lengthAt = Body.beginMetadata(out);
                encoder.encodeMetadata(value, out);
                metadataLength = out.writerIndex() - lengthAt - 3;
                if (metadataLength > limits.metadataLengthMax()) {
                    throw tooLong("Metadata", metadataLength, "metadataLengthMax", limits.metadataLengthMax());
                }
                Body.endMetadata(out, lengthAt);
            }
            int dataAt = out.writerIndex();
            large = encoder.referenceData(value);
            if (large == null) {
                encoder.encodeData(value, out);
            }
            int dataLength = large == null ? out.writerIndex() - dataAt : large.readableBytes();
            if (dataLength > limits.messageLengthMax() - Math.max(0, metadataLength)) {
                throw tooLong("Message", dataLength, "messageLengthMax", limits.messageLengthMax());
            }
            int frameLength = dataAt - prefixAt - FrameHeader.PREFIX_BYTES + dataLength;
            if (frameLength <= limits.fragmentLength()) {
                out.setMedium(prefixAt, frameLength);
                if (large == null) {
                    sharing.small(now());
                    added(out);
                } else {
                    reference(large);
                }
                sent = true;
                return null;
            }
            OutboundMessage rest =
                    cut(streamId, type, allFlags, initialN, out, dataAt, metadataLength, large, dataLength);
            out.writerIndex(prefixAt);
            sent = true;
            return rest.writeNext() ? rest : null;
        } finally {
            if (!sent) {
                out.writerIndex(prefixAt);
                if (large != null) {
                    large.release();
                }
            }
        }
    }

    /** Sends bytes at the end of the turn, after what was gathered, without copying. The reference passes on. */
    void reference(ByteBuf bytes) {
        handOver();
        handedOver += bytes.readableBytes();
        connection.write(bytes);
        unflushed = true;
        if (!inTurn) {
            planTurn();
        }
    }

    /** Hands everything to the socket now, unless that has happened in this turn already. */
    void flushEarly() {
        if (inTurn && handedOver == handedOverBefore) {
            flush();
        }
    }

    /** Hands everything to the socket now. */
    void flush() {
        handOver();
        if (unflushed) {
            unflushed = false;
            connection.flush();
        }
    }

    boolean isClosed() {
        return closed;
    }

    /** Gives up what was not handed over; nothing is sent any more. */
    void close() {
        closed = true;
        ring.clear();
        if (gather != null) {
            gather.release();
            gather = null;
        }
    }

    /**
     * Whether one more message may begin to leave in fragments; if so, {@link #cutEnded} must follow. What is under way would
     * fit the limits of a receiver that has the same as this side.
     */
    boolean beginCut(int bytes) {
        boolean isTooMuch =
                cut >= Math.min(CUT_MAX, limits.reassembliesMax()) || cutBytes + bytes > limits.reassemblyBytesMax();
        if (cut > 0 && isTooMuch) {
            return false;
        }
        cut++;
        cutBytes += bytes;
        return true;
    }

    void cutEnded(int bytes) {
        cut--;
        cutBytes -= bytes;
    }

    private OutboundMessage cut(
            int streamId,
            int type,
            int flags,
            int initialN,
            ByteBuf out,
            int dataAt,
            int metadataLength,
            @Nullable ByteBuf large,
            int dataLength) {
        ByteBuf metadata = metadataLength < 0 ? null : copy(out, dataAt - metadataLength, metadataLength);
        ByteBuf data = large == null ? copy(out, dataAt, dataLength) : large;
        return new OutboundMessage(this, streamId, type, flags, initialN, limits.fragmentLength(), metadata, data);
    }

    private ByteBuf copy(ByteBuf from, int index, int length) {
        return connection.allocator().directBuffer(Math.max(1, length)).writeBytes(from, index, length);
    }

    private void added(ByteBuf out) {
        flushOrPlan(out.readableBytes());
    }

    private void flushOrPlan(int bytes) {
        int pieceBytes = requestBytesLeft > SHORT_END_BYTES ? flushBytes() : flushBytes() + SHORT_END_BYTES;
        if (bytes >= pieceBytes) {
            flush();
        } else if (!inTurn) {
            planTurn();
        }
    }

    private int flushBytes() {
        return handedOver - handedOverBefore < LONG_TURN_BYTES ? FLUSH_BYTES : flushBytesLater;
    }

    private void planTurn() {
        if (!turnPlanned) {
            turnPlanned = true;
            connection.execute(turn);
        }
    }

    private void handOver() {
        ByteBuf out = gather;
        if (out != null) {
            gather = null;
            if (out.isReadable()) {
                handedOver += out.readableBytes();
                connection.write(out);
                unflushed = true;
            } else {
                out.release();
            }
        }
    }

    private static InteractionException tooLong(String what, int length, String limit, int max) {
        return InteractionException.light(
                ErrorCode.INVALID,
                Outcome.NOT_EXECUTED,
                what + " of " + length + " bytes exceeds " + limit + " " + max
                        + ": send less, or raise the limit on both sides");
    }
}
