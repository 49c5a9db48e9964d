package dev.socle.messaging.session;

import static dev.socle.messaging.session.Frames.COMPLETE;
import static dev.socle.messaging.session.Frames.FOLLOWS;
import static dev.socle.messaging.session.Frames.NEXT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.socle.messaging.codec.Payload;
import dev.socle.messaging.frame.FrameType;
import dev.socle.transport.BufferLeaks;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Section 1.O of the requirements on the wire, PAYLOAD; the numbers are its items. */
@ExtendWith(BufferLeaks.class)
@OverEachTransport
class PayloadTest {

    // 142
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void neitherItemNorEndEndsTheConnection(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            ask(wire, 0);
            wire.peer.send(Frames.payload(wire.ownStream(0), 0, "x"));
            wire.peer.expectEnd(ErrorCode.CONNECTION_ERROR);
        }
    }

    // 142: but as the continuation of a message it is taken
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void aContinuationMayBeWithoutNext(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            RecordingSubscriber subscriber = ask(wire, 0);
            int own = wire.ownStream(0);
            wire.peer.send(
                    Frames.payload(own, NEXT | FOLLOWS, "a".repeat(60)),
                    Frames.payload(own, FOLLOWS, "b".repeat(60)),
                    Frames.payload(own, 0, "c"));
            subscriber.awaitItems("a".repeat(60) + "b".repeat(60) + "c");
            wire.probe();
        }
    }

    // 143
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void dataOfAnEndIsNoItem(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            RecordingSubscriber subscriber = ask(wire, 0);
            wire.peer.send(Frames.payload(wire.ownStream(0), COMPLETE, "not an item"));
            subscriber.awaitComplete();
            assertThat(subscriber.items).isEmpty();
            wire.probe();
        }
    }

    // 144, 201
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void followsIsIgnoredInAFrameThatIsComplete(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            RecordingSubscriber subscriber = ask(wire, 0);
            wire.peer.send(Frames.payload(wire.ownStream(0), NEXT | COMPLETE | FOLLOWS, "last"));
            subscriber.awaitComplete();
            assertThat(subscriber.items).containsExactly("last");
            RecordingSubscriber empty = ask(wire, 1);
            wire.peer.send(Frames.payload(wire.ownStream(1), COMPLETE | FOLLOWS, ""));
            empty.awaitComplete();
            wire.probe();
            wire.assertIdle();
        }
    }

    // 145, 23
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void anItemMayBeEmpty(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            RecordingSubscriber subscriber = ask(wire, 0);
            wire.peer.send(Frames.hex("000006" + "0000000" + wire.ownStream(0) + "2820"));
            subscriber.awaitItems("");
            int stream = wire.peerStream();
            wire.peer.send(Frames.requestResponse(stream, "ask"));
            wire.responder.next().answer().next(Payload.of(""));
            wire.peer.expectPayload(stream, NEXT | COMPLETE, "");
            wire.probe();
        }
    }

    // 146
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void anUnknownStreamIsIgnored(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            for (int flags : new int[] {NEXT, COMPLETE, NEXT | COMPLETE, NEXT | FOLLOWS, 0}) {
                wire.peer.send(
                        Frames.payload(0, flags, "x"),
                        Frames.payload(wire.ownStream(50), flags, "x"),
                        Frames.payload(Integer.MAX_VALUE, flags, "x"),
                        Frames.payload(Integer.MAX_VALUE - 1, flags, "x"));
            }
            wire.probe();
            wire.assertIdle();
        }
    }

    // M18: one end, whatever follows
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void onlyTheFirstEndCounts(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            RecordingSubscriber subscriber = ask(wire, 0);
            int own = wire.ownStream(0);
            wire.peer.send(
                    Frames.payload(own, NEXT | COMPLETE, "a"),
                    Frames.payload(own, COMPLETE, ""),
                    Frames.payload(own, NEXT, "b"),
                    Frames.error(own, 0x301, "no"),
                    Frames.cancel(own));
            wire.probe();
            subscriber.awaitComplete();
            assertThat(subscriber.items).containsExactly("a");
            wire.assertIdle();
        }
    }

    private static RecordingSubscriber ask(Wire wire, int index) {
        RecordingSubscriber subscriber = new RecordingSubscriber(100);
        wire.session.requestStream(Payload.of("ask")).subscribe(subscriber);
        wire.peer.expect(FrameType.REQUEST_STREAM, wire.ownStream(index));
        return subscriber;
    }
}
