package dev.socle.messaging.session;

import static dev.socle.messaging.session.Frames.COMPLETE;
import static dev.socle.messaging.session.Frames.NEXT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.socle.messaging.codec.Payload;
import dev.socle.messaging.codec.PayloadMessages;
import dev.socle.messaging.frame.FrameType;
import java.util.Objects;
import org.reactivestreams.Publisher;
import reactor.core.CorePublisher;

/** One of the publishers that users get from a session, with the peer who feeds it. */
final class UserPublisher {

    /** Where a publisher comes from. */
    enum Kind {
        REQUEST_RESPONSE,
        FIRE_AND_FORGET,
        REQUEST_STREAM,
        REQUEST_CHANNEL,
        CHANNEL_ITEMS;

        boolean isMany() {
            return this != REQUEST_RESPONSE && this != FIRE_AND_FORGET;
        }
    }

    private static final InteractionSpec<Payload, Payload> SPEC =
            new InteractionSpec<>("rules", PayloadMessages.INSTANCE, PayloadMessages.INSTANCE, 0, false);

    final Kind kind;
    final CorePublisher<Payload> publisher;
    private final Wire wire;
    private final int stream;
    private final ManualPublisher<Payload> messages = new ManualPublisher<>();

    /** The first publisher of a wire. */
    UserPublisher(Wire wire, Kind kind) {
        this.wire = wire;
        this.kind = kind;
        this.stream = kind == Kind.CHANNEL_ITEMS ? wire.peerStream() : wire.ownStream(0);
        this.publisher = (CorePublisher<Payload>) publisher();
    }

    private Publisher<Payload> publisher() {
        return switch (kind) {
            case REQUEST_RESPONSE -> Interactions.requestResponse(wire.session, SPEC, Payload.of("ask"));
            case FIRE_AND_FORGET -> Interactions.fireAndForget(wire.session, SPEC, Payload.of("ask"));
            case REQUEST_STREAM -> Interactions.requestStream(wire.session, SPEC, Payload.of("ask"));
            case REQUEST_CHANNEL -> Interactions.requestChannel(wire.session, SPEC, messages);
            case CHANNEL_ITEMS -> {
                wire.peer.send(Frames.requestChannel(stream, 1, 0, "1"));
                yield Objects.requireNonNull(wire.responder.next().messages());
            }
        };
    }

    /** The peer learns of the first demand. */
    void expectDemand(long n) {
        int onWire = (int) Math.min(n, Integer.MAX_VALUE);
        switch (kind) {
            case REQUEST_RESPONSE -> wire.peer.expect(FrameType.REQUEST_RESPONSE, stream);
            case FIRE_AND_FORGET -> wire.peer.expect(FrameType.REQUEST_FNF, stream);
            case REQUEST_STREAM ->
                assertThat(wire.peer.expect(FrameType.REQUEST_STREAM, stream).initialN())
                        .isEqualTo(onWire);
            case REQUEST_CHANNEL -> {
                messages.awaitRequested(1).next(Payload.of("ask"));
                assertThat(wire.peer.expect(FrameType.REQUEST_CHANNEL, stream).initialN())
                        .isEqualTo(onWire);
            }
            case CHANNEL_ITEMS -> {
                if (n > 1) { // the first message is there already
                    wire.peer.expectRequestN(stream, onWire == Integer.MAX_VALUE ? onWire : onWire - 1);
                }
            }
        }
    }

    /** The peer gives items up to a number; the first of a channel came with its request. */
    void give(int from, int to) {
        for (int item = from; item <= to; item++) {
            if (item > 1 || kind != Kind.CHANNEL_ITEMS) {
                wire.peer.send(Frames.payload(stream, NEXT, "" + item));
            }
        }
    }

    /** The peer ends it; nothing ends a note that was sent. */
    void end() {
        wire.peer.send(Frames.payload(stream, COMPLETE, ""));
    }

    /** The peer says all that could disturb an end. */
    void sendTooLate() {
        wire.peer.send(
                Frames.payload(stream, NEXT | COMPLETE, "late"),
                Frames.error(stream, ErrorCode.APPLICATION_ERROR, "late"),
                Frames.payload(stream, COMPLETE, ""));
    }

    void expectCancel() {
        wire.peer.expect(FrameType.CANCEL, stream);
    }

    /** The peer learns that this side has failed. */
    void expectGivenUp() {
        ReceivedFrame frame = wire.peer.receive();
        boolean isChannel = kind == Kind.CHANNEL_ITEMS;
        assertThat(frame.streamId()).isEqualTo(stream);
        assertThat(FrameType.name(frame.type()))
                .isEqualTo(FrameType.name(isChannel ? FrameType.ERROR : FrameType.CANCEL));
    }
}
