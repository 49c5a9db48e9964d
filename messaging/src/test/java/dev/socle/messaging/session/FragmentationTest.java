package dev.socle.messaging.session;

import static dev.socle.messaging.session.Frames.COMPLETE;
import static dev.socle.messaging.session.Frames.FOLLOWS;
import static dev.socle.messaging.session.Frames.METADATA;
import static dev.socle.messaging.session.Frames.NEXT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.socle.messaging.codec.Payload;
import dev.socle.messaging.frame.FrameHeader;
import dev.socle.messaging.frame.FrameType;
import dev.socle.transport.BufferLeaks;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Section 1.R of the requirements on the wire, fragmentation and reassembly; the numbers are its items. Not over TLS, where
 * messages of 17 MiB take the cipher seconds.
 */
@ExtendWith(BufferLeaks.class)
@OverEachTransport(except = {TestTransport.TLS, TestTransport.WSS})
class FragmentationTest {

    private static final SessionLimits SMALL = SessionLimits.defaults().withFragmentLength(128);

    // 154, 155, 157, 163, 164, 165: what is sent
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void aLongRequestLeavesInParts(Wire.Role role) {
        String metadata = "m".repeat(200);
        String data = "d".repeat(500);
        try (Wire wire = Wire.open(role, SMALL)) {
            int index = 0;
            for (int type : new int[] {
                FrameType.REQUEST_RESPONSE, FrameType.REQUEST_FNF, FrameType.REQUEST_STREAM, FrameType.REQUEST_CHANNEL
            }) {
                send(wire, type, metadata, data);
                int stream = wire.ownStream(index++);
                StringBuilder sentMetadata = new StringBuilder();
                StringBuilder sentData = new StringBuilder();
                ReceivedFrame frame = wire.peer.expect(type, stream);
                boolean isFirst = true;
                while (true) {
                    boolean isLast = !frame.has(FOLLOWS);
                    assertThat(frame.length()).isLessThanOrEqualTo(128);
                    assertThat(isLast || frame.length() == 128)
                            .as(frame.toString())
                            .isTrue();
                    if (isFirst) {
                        assertThat(frame.metadata()).isNotNull();
                        assertThat(frame.has(COMPLETE)).isFalse();
                        if (type == FrameType.REQUEST_STREAM || type == FrameType.REQUEST_CHANNEL) {
                            assertThat(frame.initialN()).isEqualTo(7);
                        }
                    } else {
                        assertThat(frame.has(NEXT)).isTrue();
                        assertThat(frame.metadataLength() > 0 || frame.dataLength() > 0)
                                .isTrue();
                    }
                    String part = frame.metadata();
                    assertThat(part == null || sentData.isEmpty()).isTrue();
                    sentMetadata.append(part == null ? "" : part);
                    sentData.append(frame.data());
                    if (isLast) {
                        break;
                    }
                    isFirst = false;
                    frame = wire.peer.expect(FrameType.PAYLOAD, stream);
                }
                assertThat(sentMetadata).hasToString(metadata);
                assertThat(sentData).hasToString(data);
            }
        }
    }

    private static void send(Wire wire, int type, String metadata, String data) {
        Payload payload = payload(metadata, data);
        switch (type) {
            case FrameType.REQUEST_RESPONSE ->
                wire.session.requestResponse(payload).subscribe(new RecordingSubscriber(1));
            case FrameType.REQUEST_FNF -> wire.session.fireAndForget(payload).subscribe();
            case FrameType.REQUEST_STREAM -> wire.session.requestStream(payload).subscribe(new RecordingSubscriber(7));
            default -> {
                ManualPublisher<Payload> messages = new ManualPublisher<>();
                wire.session.requestChannel(messages).subscribe(new RecordingSubscriber(7));
                messages.awaitRequested(1).next(payload);
            }
        }
    }

    // 162, 158: an answer in parts; the end stands in the last one, and the parts cost one credit
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void aLongAnswerLeavesInParts(Wire.Role role) {
        String data = "d".repeat(1000);
        try (Wire wire = Wire.open(role, SMALL)) {
            int one = wire.peerStream();
            wire.peer.send(Frames.requestResponse(one, "ask"));
            wire.responder.next().answer().next(Payload.of(data));
            assertThat(receiveMessage(wire, one, COMPLETE)).isEqualTo(data);

            int many = wire.peerStream();
            wire.peer.send(Frames.requestStream(many, 2, "ask"));
            ManualPublisher<Payload> answer = wire.responder.next().answer();
            answer.awaitRequested(2).next(Payload.of(data));
            answer.next(Payload.of(data));
            assertThat(receiveMessage(wire, many, 0)).isEqualTo(data);
            assertThat(receiveMessage(wire, many, 0)).isEqualTo(data);
            wire.probe();
        }
    }

    private static String receiveMessage(Wire wire, int stream, int lastFlags) {
        StringBuilder data = new StringBuilder();
        while (true) {
            ReceivedFrame frame = wire.peer.expect(FrameType.PAYLOAD, stream);
            assertThat(frame.has(NEXT)).isTrue();
            data.append(frame.data());
            if (!frame.has(FOLLOWS)) {
                assertThat(frame.flags() & COMPLETE).isEqualTo(lastFlags);
                return data.toString();
            }
            assertThat(frame.has(COMPLETE)).isFalse();
        }
    }

    // 159: parts of different streams may mix; here one message is ended before the next goes on, and small ones pass
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void longMessagesLeaveOneBehindTheOther(Wire.Role role) {
        String data = "d".repeat(1000);
        try (Wire wire = Wire.open(role, SMALL)) {
            RecordingSubscriber cancelled = new RecordingSubscriber(1);
            OnLoop.run(wire.session, () -> {
                wire.session.requestResponse(Payload.of(data)).subscribe(new RecordingSubscriber(1));
                wire.session.requestResponse(Payload.of(data)).subscribe(cancelled);
                wire.session.requestResponse(Payload.of(data)).subscribe(new RecordingSubscriber(1));
                wire.session.requestResponse(Payload.of("small")).subscribe(new RecordingSubscriber(1));
                cancelled.cancel();
            });
            for (int i = 0; i < 4; i++) {
                wire.peer.expect(FrameType.REQUEST_RESPONSE, wire.ownStream(i));
            }
            wire.peer.expect(FrameType.CANCEL, wire.ownStream(1));
            for (int i : new int[] {0, 2}) {
                ReceivedFrame part;
                do {
                    part = wire.peer.expect(FrameType.PAYLOAD, wire.ownStream(i));
                } while (part.has(FOLLOWS));
            }
            wire.probe();
        }
    }

    // 154, 155: what is received; metadata in two parts, and one frame that has the end of it and some data
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void aRequestInPartsIsOneRequest(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            for (int type = FrameType.REQUEST_RESPONSE; type <= FrameType.REQUEST_CHANNEL; type++) {
                int stream = wire.peerStream();
                byte[] n = type >= FrameType.REQUEST_STREAM ? Frames.int4(3) : new byte[0];
                wire.peer.send(
                        Frames.frame(stream, type, METADATA | FOLLOWS, n, Frames.metadata("m".repeat(80))),
                        Frames.frame(
                                stream,
                                FrameType.PAYLOAD,
                                METADATA | FOLLOWS | NEXT,
                                Frames.metadata("M"),
                                Frames.bytes("d".repeat(80))),
                        Frames.frame(stream, FrameType.PAYLOAD, NEXT | FOLLOWS, Frames.bytes("e".repeat(80))),
                        Frames.frame(stream, FrameType.PAYLOAD, NEXT, Frames.bytes("f")));
                ManualResponder.Call call = wire.responder.next();
                String expected = "d".repeat(80) + "e".repeat(80) + "f";
                if (type == FrameType.REQUEST_CHANNEL) {
                    RecordingSubscriber received = new RecordingSubscriber(1);
                    Objects.requireNonNull(call.messages()).subscribe(received);
                    received.awaitItems(expected);
                } else {
                    assertThat(call.metadata()).isEqualTo("m".repeat(80) + "M");
                    assertThat(call.data()).isEqualTo(expected);
                }
                if (type >= FrameType.REQUEST_STREAM) {
                    call.answer().awaitRequested(3);
                }
            }
        }
    }

    // 162: the end of a channel's only message stands in its last part, 121
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void theEndStandsInTheLastPart(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            int stream = wire.peerStream();
            wire.peer.send(
                    Frames.requestChannel(stream, 1, FOLLOWS, "a".repeat(80)),
                    Frames.payload(stream, NEXT | COMPLETE, "b"));
            ManualResponder.Call call = wire.responder.next();
            RecordingSubscriber received = new RecordingSubscriber(5);
            Objects.requireNonNull(call.messages()).subscribe(received);
            received.awaitComplete();
            assertThat(received.items).containsExactly("a".repeat(80) + "b");

            RecordingSubscriber one = new RecordingSubscriber(1);
            wire.session.requestResponse(Payload.of("ask")).subscribe(one);
            int own = wire.peer.receive().streamId();
            wire.peer.send(
                    Frames.payload(own, NEXT | FOLLOWS, "a".repeat(80)), Frames.payload(own, NEXT | COMPLETE, "b"));
            one.awaitComplete();
            assertThat(one.items).containsExactly("a".repeat(80) + "b");
            wire.probe();
        }
    }

    // 158: an item in parts costs one credit
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void anItemInPartsCostsOneCredit(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            RecordingSubscriber subscriber = new RecordingSubscriber(2);
            wire.session.requestStream(Payload.of("ask")).subscribe(subscriber);
            int own = wire.peer.receive().streamId();
            String part = "x".repeat(80);
            for (int i = 0; i < 2; i++) {
                wire.peer.send(
                        Frames.payload(own, NEXT | FOLLOWS, part),
                        Frames.payload(own, NEXT | FOLLOWS, part),
                        Frames.payload(own, NEXT, "end"));
            }
            subscriber.awaitItems(part + part + "end", part + part + "end");
            wire.probe();
            assertThat(subscriber.ends).hasValue(0);
        }
    }

    // 159: parts of many streams may be mixed, and so may both directions of a channel
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void partsOfDifferentStreamsMayBeMixed(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            RecordingSubscriber[] subscribers = new RecordingSubscriber[5];
            for (int i = 0; i < subscribers.length; i++) {
                subscribers[i] = new RecordingSubscriber(10);
                wire.session.requestStream(Payload.of("ask")).subscribe(subscribers[i]);
                wire.peer.expect(FrameType.REQUEST_STREAM, wire.ownStream(i));
            }
            for (int part = 0; part < 3; part++) {
                for (int i = 0; i < subscribers.length; i++) {
                    String text = (i + "." + part + " ").repeat(20);
                    wire.peer.send(Frames.payload(wire.ownStream(i), part < 2 ? NEXT | FOLLOWS : NEXT, text));
                }
            }
            for (int i = 0; i < subscribers.length; i++) {
                subscribers[i].awaitItems((i + ".0 ").repeat(20) + (i + ".1 ").repeat(20) + (i + ".2 ").repeat(20));
            }
            wire.probe();
        }
    }

    // 161: an error in the middle
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void anErrorDropsWhatHasCome(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            RecordingSubscriber subscriber = new RecordingSubscriber(2);
            wire.session.requestStream(Payload.of("ask")).subscribe(subscriber);
            int own = wire.peer.receive().streamId();
            wire.peer.send(
                    Frames.payload(own, NEXT | FOLLOWS, "x".repeat(5000)),
                    Frames.error(own, 0x301, "no"),
                    Frames.payload(own, NEXT, "the rest"));
            assertThat(subscriber.awaitFailure()).hasMessage("no");
            wire.probe();
            wire.assertIdle();
        }
    }

    // 161: the end of the connection in the middle; the buffers are counted
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void theEndOfTheConnectionDropsWhatHasCome(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            RecordingSubscriber subscriber = new RecordingSubscriber(2);
            wire.session.requestStream(Payload.of("ask")).subscribe(subscriber);
            int own = wire.peer.receive().streamId();
            wire.peer.send(
                    Frames.payload(own, NEXT | FOLLOWS, "x".repeat(50_000)),
                    Frames.frame(
                            wire.peerStream(), FrameType.REQUEST_RESPONSE, FOLLOWS, Frames.bytes("x".repeat(50_000))));
            wire.probe();
            wire.peer.reset();
            subscriber.awaitFailure();
            wire.assertIdle();
        }
    }

    // 166: over the limit, the first frame counted; the connection lives
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void aMessageOverTheLimitFailsItsStream(Wire.Role role) {
        try (Wire wire = Wire.open(role, SessionLimits.defaults().withMessageLengthMax(1000))) {
            int stream = wire.peerStream();
            wire.peer.send(
                    Frames.frame(stream, FrameType.REQUEST_RESPONSE, FOLLOWS, new byte[600]),
                    Frames.frame(stream, FrameType.PAYLOAD, NEXT | FOLLOWS, new byte[400]),
                    Frames.frame(stream, FrameType.PAYLOAD, NEXT, new byte[1]));
            assertThat(wire.peer.expectError(stream, ErrorCode.CANCELED).errorText())
                    .contains("messageLengthMax 1000");
            assertThat(wire.responder.handled).hasValue(0);

            RecordingSubscriber subscriber = new RecordingSubscriber(2);
            wire.session.requestStream(Payload.of("ask")).subscribe(subscriber);
            int own = wire.peer.receive().streamId();
            wire.peer.send(
                    Frames.frame(own, FrameType.PAYLOAD, NEXT | FOLLOWS, new byte[600]),
                    Frames.frame(own, FrameType.PAYLOAD, NEXT | FOLLOWS, new byte[600]));
            assertThat(subscriber.awaitFailure()).hasMessageContaining("messageLengthMax 1000");
            wire.peer.expect(FrameType.CANCEL, own);
            wire.peer.send(Frames.frame(own, FrameType.PAYLOAD, NEXT, new byte[600]));
            wire.probe();
            wire.assertIdle();
        }
    }

    // M14: metadata after data
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void metadataAfterDataFailsItsStream(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            int stream = wire.peerStream();
            wire.peer.send(
                    Frames.frame(stream, FrameType.REQUEST_RESPONSE, FOLLOWS, new byte[80]),
                    Frames.frame(stream, FrameType.PAYLOAD, NEXT | METADATA, Frames.metadata("late")));
            wire.peer.expectError(stream, ErrorCode.CANCELED);
            wire.probe();
            wire.assertIdle();
        }
    }

    // 167
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void aRequestOnAStreamInPartsIsIgnored(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            int stream = wire.peerStream();
            wire.peer.send(
                    Frames.frame(stream, FrameType.REQUEST_RESPONSE, FOLLOWS, Frames.bytes("a".repeat(80))),
                    Frames.requestResponse(stream, "probe"),
                    Frames.payload(stream, NEXT, "b"));
            assertThat(wire.responder.next().data()).isEqualTo("a".repeat(80) + "b");
            wire.probe();
        }
    }

    // 168, M13
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void onlySoManyMessagesMayBeInPartsAtATime(Wire.Role role) {
        try (Wire wire = Wire.open(role, SessionLimits.defaults().withReassembliesMax(2))) {
            int first = wire.peerStream();
            int second = wire.peerStream();
            int third = wire.peerStream();
            for (int stream : new int[] {first, second, third}) {
                wire.peer.send(Frames.frame(stream, FrameType.REQUEST_RESPONSE, FOLLOWS, new byte[80]));
            }
            wire.peer.expectError(third, ErrorCode.REJECTED);
            wire.peer.send(Frames.payload(third, NEXT, "rest"), Frames.payload(first, NEXT, "rest"));
            assertThat(wire.responder.next().data()).endsWith("rest");
            wire.probe();
        }
    }

    // 168: all of them together
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void messagesInPartsHoldOnlySoMuchTogether(Wire.Role role) {
        try (Wire wire = Wire.open(role, SessionLimits.defaults().withReassemblyBytesMax(10_000))) {
            int first = wire.peerStream();
            int second = wire.peerStream();
            wire.peer.send(
                    Frames.frame(first, FrameType.REQUEST_RESPONSE, FOLLOWS, new byte[6000]),
                    Frames.frame(second, FrameType.REQUEST_RESPONSE, FOLLOWS, new byte[6000]));
            wire.peer.expectError(second, ErrorCode.CANCELED);
            wire.peer.send(Frames.payload(first, NEXT, "rest"));
            assertThat(wire.responder.next().data()).endsWith("rest");
            wire.probe();
        }
    }

    // 168: a message whose next part does not come
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void aMessageThatIsNotFinishedInTimeIsDropped(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            int stream = wire.peerStream();
            wire.peer.send(Frames.frame(stream, FrameType.REQUEST_RESPONSE, FOLLOWS, new byte[5000]));
            RecordingSubscriber subscriber = new RecordingSubscriber(2);
            wire.session.requestStream(Payload.of("ask")).subscribe(subscriber);
            int own = wire.peer.receive().streamId();
            wire.peer.send(Frames.payload(own, NEXT | FOLLOWS, "x".repeat(5000)));
            wire.probe();
            OnLoop.run(wire.session, () -> wire.session.sweep(System.nanoTime() + 29_000_000_000L));
            wire.probe();
            OnLoop.run(wire.session, () -> wire.session.sweep(System.nanoTime() + 31_000_000_000L));
            subscriber.awaitFailure();
            for (int i = 0; i < 2; i++) { // in any order
                ReceivedFrame frame = wire.peer.receive();
                assertThat(frame.type()).isEqualTo(frame.streamId() == stream ? FrameType.ERROR : FrameType.CANCEL);
            }
            wire.probe();
            wire.assertIdle();
        }
    }

    // M12: parts that carry next to nothing are counted
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void aFloodOfTinyPartsEndsTheConnection(Wire.Role role) {
        try (Wire wire = Wire.open(role, SessionLimits.defaults().withIgnoredFramesMax(20))) {
            int stream = wire.peerStream();
            wire.peer.send(Frames.frame(stream, FrameType.REQUEST_RESPONSE, FOLLOWS));
            for (int i = 0; i < 19; i++) {
                wire.peer.send(Frames.payload(stream, NEXT | FOLLOWS, i % 2 == 0 ? "" : "x".repeat(54)));
            }
            wire.peer.send(Frames.payload(stream, NEXT | FOLLOWS, "x".repeat(55))); // 61 bytes are enough
            wire.probe();
            wire.peer.send(Frames.payload(stream, NEXT | FOLLOWS, ""));
            wire.peer.expectEnd(ErrorCode.CONNECTION_ERROR);
        }
    }

    // 169: nothing of a message over the limit is sent
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void aMessageOverTheLimitIsNotSent(Wire.Role role) {
        try (Wire wire = Wire.open(
                role, SessionLimits.defaults().withMessageLengthMax(1000).withMetadataLengthMax(100))) {
            for (Payload tooLong : new Payload[] {
                Payload.of(new byte[1001]), payload("m".repeat(101), ""), payload("m", "d".repeat(1000))
            }) {
                RecordingSubscriber subscriber = new RecordingSubscriber(1);
                wire.session.requestResponse(tooLong).subscribe(subscriber);
                InteractionException failure = (InteractionException) subscriber.awaitFailure();
                assertThat(failure.outcome()).isEqualTo(Outcome.NOT_EXECUTED);
                assertThat(failure.getMessage()).contains("LengthMax");
            }
            int stream = wire.peerStream();
            wire.peer.send(Frames.requestResponse(stream, "ask"));
            wire.responder.next().answer().next(Payload.of(new byte[1001]));
            wire.peer.expectError(stream, ErrorCode.INVALID);
            wire.probe();
            wire.assertIdle();
        }
    }

    // 3: no frame is longer than the layout allows, though 16 MiB are asked for
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void noFrameIsLongerThanTheLayoutAllows(Wire.Role role) {
        SessionLimits largest = SessionLimits.defaults()
                .withMessageLengthMax(20 << 20)
                .withFrameLengthMax(FrameHeader.LENGTH_MAX)
                .withFragmentLength(FrameHeader.LENGTH_MAX);
        try (Wire wire = Wire.open(role, largest)) {
            wire.session.fireAndForget(Payload.of(new byte[17 << 20])).subscribe();
            ReceivedFrame first = wire.peer.receive();
            assertThat(first.length()).isEqualTo(FrameHeader.LENGTH_MAX);
            ReceivedFrame last = wire.peer.receive();
            assertThat(first.dataLength() + last.dataLength()).isEqualTo(17 << 20);
        }
    }

    private static Payload payload(@Nullable String metadata, String data) {
        return Payload.of(
                metadata == null ? null : Unpooled.copiedBuffer(metadata, StandardCharsets.UTF_8),
                Unpooled.copiedBuffer(data, StandardCharsets.UTF_8));
    }
}
