package dev.socle.messaging.session;

import static dev.socle.messaging.session.Frames.COMPLETE;
import static dev.socle.messaging.session.Frames.NEXT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.socle.messaging.codec.Payload;
import dev.socle.messaging.frame.FrameType;
import dev.socle.transport.BufferLeaks;
import java.util.Objects;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;

/** Section 1.L of the requirements on the wire, REQUEST_CHANNEL; the numbers are its items. */
@ExtendWith(BufferLeaks.class)
@OverEachTransport
class ChannelTest {

    // 117, 118, 120
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void theFirstMessageTravelsInTheRequestAndTheOthersOnDemand(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            Asked asked = ask(wire, 3);
            int own = wire.ownStream(0);
            assertThat(asked.request().initialN()).isEqualTo(3);
            assertThat(asked.request().data()).isEqualTo("first");
            assertThat(asked.request().has(COMPLETE)).isFalse();
            wire.probe();
            assertThat(asked.messages().requested).hasValue(1);
            wire.peer.send(Frames.requestN(own, 2));
            asked.messages().awaitRequested(3).next(Payload.of("second"));
            wire.peer.expectPayload(own, NEXT, "second");
            asked.messages().next(Payload.of("third"));
            wire.peer.expectPayload(own, NEXT, "third");
            wire.probe();
            assertThat(asked.messages().requested).hasValue(3);
        }
    }

    // 119: the first came with the request, the others are asked for
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void aResponderAsksForWhatItsSubscriberWants(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            Answered answered = answer(wire, 0);
            int stream = answered.stream();
            answered.received().request(1);
            answered.received().awaitItems("first");
            wire.probe(); // wanted one, has one
            answered.received().request(2);
            wire.peer.expectRequestN(stream, 2);
            wire.peer.send(Frames.payload(stream, NEXT, "second"), Frames.payload(stream, NEXT | COMPLETE, "third"));
            answered.received().awaitItems("first", "second", "third").awaitComplete();
        }
    }

    // 119: with the first counted in
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void theFirstMessageCounts(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            Answered answered = answer(wire, 5);
            wire.peer.expectRequestN(answered.stream(), 4);
            answered.received().awaitItems("first");
            Answered unbounded = answer(wire, Long.MAX_VALUE);
            wire.peer.expectRequestN(unbounded.stream(), Integer.MAX_VALUE);
        }
    }

    // 121
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void aRequestThatIsCompleteIsTheOnlyMessage(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            int stream = wire.peerStream();
            wire.peer.send(Frames.requestChannel(stream, 1, COMPLETE, "only"));
            ManualResponder.Call call = wire.responder.next();
            RecordingSubscriber received = new RecordingSubscriber(Long.MAX_VALUE);
            Objects.requireNonNull(call.messages()).subscribe(received);
            received.awaitComplete();
            assertThat(received.items).containsExactly("only");
            wire.probe(); // no demand for more
            call.answer().awaitRequested(1).next(Payload.of("told"));
            wire.peer.expectPayload(stream, NEXT, "told");
            call.answer().complete();
            wire.peer.expectPayload(stream, COMPLETE, "");
            wire.assertIdle();
        }
    }

    // 121: nothing to send, nothing on the wire
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void aChannelOfNoMessagesCompletesHere(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            RecordingSubscriber subscriber = new RecordingSubscriber(1);
            wire.session.requestChannel(Flux.empty()).subscribe(subscriber);
            subscriber.awaitComplete();
            RecordingSubscriber failing = new RecordingSubscriber(1);
            wire.session
                    .requestChannel(Flux.error(new IllegalStateException("mine")))
                    .subscribe(failing);
            assertThat(failing.awaitFailure()).hasMessage("mine");
            wire.probe();
            wire.assertIdle();
        }
    }

    // 122, 123: each direction ends by itself, the requester's first
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void theRequesterMayEndFirst(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            Asked asked = ask(wire, 10);
            int own = wire.ownStream(0);
            asked.messages().complete();
            wire.peer.expectPayload(own, COMPLETE, "");
            wire.peer.send(Frames.payload(own, NEXT, "a"), Frames.payload(own, COMPLETE, ""));
            asked.received().awaitComplete();
            assertThat(asked.received().items).containsExactly("a");
            wire.assertIdle();
        }
    }

    // 123: the responder first
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void theResponderMayEndFirst(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            Asked asked = ask(wire, 10);
            int own = wire.ownStream(0);
            wire.peer.send(Frames.payload(own, COMPLETE, ""), Frames.requestN(own, 5));
            asked.received().awaitComplete();
            asked.messages().awaitRequested(5).next(Payload.of("second"));
            wire.peer.expectPayload(own, NEXT, "second");
            asked.messages().complete();
            wire.peer.expectPayload(own, COMPLETE, "");
            wire.assertIdle();
        }
    }

    // 123: both orders, seen by the responder
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void aResponderEndsEachDirectionByItself(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            Answered first = answer(wire, 10);
            wire.peer.expectRequestN(first.stream(), 9);
            wire.peer.send(Frames.payload(first.stream(), COMPLETE, ""));
            first.received().awaitComplete();
            first.call().answer().awaitRequested(1).next(Payload.of("a"));
            wire.peer.expectPayload(first.stream(), NEXT, "a");
            first.call().answer().complete();
            wire.peer.expectPayload(first.stream(), COMPLETE, "");
            wire.assertIdle();

            Answered second = answer(wire, 10);
            wire.peer.expectRequestN(second.stream(), 9);
            second.call().answer().complete();
            wire.peer.expectPayload(second.stream(), COMPLETE, "");
            wire.peer.send(Frames.payload(second.stream(), NEXT, "more"));
            second.received().awaitItems("first", "more");
            wire.peer.send(Frames.payload(second.stream(), COMPLETE, ""));
            second.received().awaitComplete();
            wire.assertIdle();
        }
    }

    // 124
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void anErrorEndsBothDirections(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            Asked asked = ask(wire, 10);
            wire.peer.send(Frames.error(wire.ownStream(0), 0x301, "no"));
            assertThat(((InteractionException) asked.received().awaitFailure()).code())
                    .isEqualTo(0x301);
            asked.messages().awaitCancelled();

            Answered answered = answer(wire, 10);
            wire.peer.expectRequestN(answered.stream(), 9);
            wire.peer.send(Frames.error(answered.stream(), 0x301, "no"));
            assertThat(((InteractionException) answered.received().awaitFailure()).code())
                    .isEqualTo(0x301);
            answered.call().answer().awaitCancelled();
            wire.probe();
            wire.assertIdle();
        }
    }

    // 124: the error of this side
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void anErrorOfThisSideEndsBothDirections(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            Asked asked = ask(wire, 10);
            asked.messages().fail(InteractionException.of(0x302, "mine"));
            wire.peer.expectError(wire.ownStream(0), 0x302);
            assertThat(asked.received().awaitFailure()).hasMessage("mine");

            Answered answered = answer(wire, 10);
            wire.peer.expectRequestN(answered.stream(), 9);
            answered.call().answer().fail(InteractionException.of(0x302, "mine"));
            wire.peer.expectError(answered.stream(), 0x302);
            answered.received().awaitFailure();
            wire.probe();
            wire.assertIdle();
        }
    }

    // 125
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void aCancelOfTheRequesterEndsBothDirections(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            Answered answered = answer(wire, 10);
            wire.peer.expectRequestN(answered.stream(), 9);
            wire.peer.send(Frames.cancel(answered.stream()));
            answered.call().answer().awaitCancelled();
            answered.received().awaitFailure();
            wire.assertIdle();

            Asked asked = ask(wire, 10);
            asked.received().cancel();
            wire.peer.expect(FrameType.CANCEL, wire.ownStream(0));
            asked.messages().awaitCancelled();
            wire.probe();
            wire.assertIdle();
            assertThat(asked.received().ends).hasValue(0);
        }
    }

    // 126: the responder wants no more, and goes on answering
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void aCancelOfTheResponderEndsTheRequestersDirectionOnly(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            Asked asked = ask(wire, 10);
            int own = wire.ownStream(0);
            wire.peer.send(Frames.requestN(own, 5), Frames.cancel(own));
            asked.messages().awaitCancelled();
            wire.peer.send(Frames.payload(own, NEXT, "a"), Frames.payload(own, NEXT | COMPLETE, "b"));
            asked.received().awaitComplete();
            assertThat(asked.received().items).containsExactly("a", "b");
            wire.assertIdle();

            Answered answered = answer(wire, 10);
            int stream = answered.stream();
            wire.peer.expectRequestN(stream, 9);
            answered.received().awaitItems("first").cancel();
            wire.peer.expect(FrameType.CANCEL, stream);
            answered.call().answer().awaitRequested(1).next(Payload.of("a"));
            wire.peer.expectPayload(stream, NEXT, "a");
            answered.call().answer().complete();
            wire.peer.expectPayload(stream, COMPLETE, "");
            wire.assertIdle();
        }
    }

    // 126: what crosses with that cancel is no offence, however much it is
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void messagesThatCrossTheCancelAreDropped(Wire.Role role) {
        try (Wire wire = Wire.open(role, SessionLimits.defaults().withIgnoredFramesMax(3))) {
            Answered answered = answer(wire, 100);
            int stream = answered.stream();
            wire.peer.expectRequestN(stream, 99);
            answered.received().awaitItems("first").cancel();
            wire.peer.expect(FrameType.CANCEL, stream);
            for (int i = 0; i < 50; i++) {
                wire.peer.send(Frames.payload(stream, NEXT, "late"));
            }
            wire.peer.send(Frames.payload(stream, COMPLETE, ""));
            wire.probe();
            assertThat(answered.received().items).containsExactly("first");
            answered.call().answer().complete();
            wire.peer.expectPayload(stream, COMPLETE, "");
            wire.assertIdle();
        }
    }

    // 128
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void aRequesterThatFailsAfterTheAnswerIsHeard(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            Answered answered = answer(wire, 10);
            wire.peer.expectRequestN(answered.stream(), 9);
            answered.call().answer().complete();
            wire.peer.expectPayload(answered.stream(), COMPLETE, "");
            wire.peer.send(Frames.error(answered.stream(), ErrorCode.APPLICATION_ERROR, "broken"));
            assertThat(answered.received().awaitFailure()).hasMessage("broken");

            Asked asked = ask(wire, 10);
            wire.peer.send(Frames.payload(wire.ownStream(0), COMPLETE, ""));
            asked.received().awaitComplete();
            asked.messages().fail(InteractionException.of(0x301, "mine"));
            wire.peer.expectError(wire.ownStream(0), 0x301);
            wire.assertIdle();
            assertThat(asked.received().ends).hasValue(1);
        }
    }

    // M8: more than was asked for ends the channel, and the handler sees none of it
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void moreThanWasGrantedIsInvalid(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            Answered answered = answer(wire, 2);
            int stream = answered.stream();
            wire.peer.expectRequestN(stream, 1);
            wire.peer.send(
                    Frames.payload(stream, NEXT, "second"),
                    Frames.payload(stream, NEXT, "third"),
                    Frames.payload(stream, NEXT, "fourth"));
            wire.peer.expectError(stream, ErrorCode.INVALID);
            answered.received().awaitFailure();
            assertThat(answered.received().items).containsExactly("first", "second");
            answered.call().answer().awaitCancelled();
            wire.probe();
            wire.assertIdle();
        }
    }

    // 130
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void theEndOfTheConnectionEndsBothDirectionsOnce(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            Asked asked = ask(wire, 10);
            Answered answered = answer(wire, 10);
            wire.peer.expectRequestN(answered.stream(), 9);
            wire.peer.reset();
            asked.received().awaitFailure();
            asked.messages().awaitCancelled();
            answered.received().awaitFailure();
            answered.call().answer().awaitCancelled();
            wire.assertIdle();
            assertThat(asked.messages().cancellations).hasValue(1);
            assertThat(answered.call().answer().cancellations).hasValue(1);
        }
    }

    // A responder that never looks at the messages answers all the same, and whoever asks for them later hears why not.
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void messagesThatNobodyTakesAreGivenUp(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            int stream = wire.peerStream();
            wire.peer.send(Frames.requestChannel(stream, 1, 0, "first"));
            ManualResponder.Call call = wire.responder.next();
            call.answer().awaitRequested(1).next(Payload.of("told"));
            wire.peer.expectPayload(stream, NEXT, "told");
            call.answer().complete();
            wire.peer.expectPayload(stream, COMPLETE, "");
            wire.peer.expect(FrameType.CANCEL, stream);
            wire.probe();
            wire.assertIdle();
            RecordingSubscriber late = new RecordingSubscriber(1);
            Objects.requireNonNull(call.messages()).subscribe(late);
            late.awaitFailure();
            assertThat(late.items).isEmpty();
        }
    }

    // Nor does the first message stay when it was the only one; of 2,000 bytes it is a part of the receive buffer.
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void theOnlyMessageIsGivenUpWhenNobodyTakesIt(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            int stream = wire.peerStream();
            wire.peer.send(Frames.requestChannel(stream, 1, COMPLETE, "x".repeat(2000)));
            ManualResponder.Call call = wire.responder.next();
            call.answer().awaitRequested(1).complete();
            wire.peer.expectPayload(stream, COMPLETE, "");
            wire.probe(); // and no CANCEL: there is nothing left to cancel
            wire.assertIdle();
            RecordingSubscriber late = new RecordingSubscriber(1);
            Objects.requireNonNull(call.messages()).subscribe(late);
            late.awaitFailure();
        }
    }

    // Who takes them after the requester has ended gets them to the end.
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void messagesMayBeTakenLater(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            int stream = wire.peerStream();
            wire.peer.send(Frames.requestChannel(stream, 1, 0, "first"), Frames.payload(stream, COMPLETE, ""));
            ManualResponder.Call call = wire.responder.next();
            wire.probe();
            RecordingSubscriber late = new RecordingSubscriber(0);
            Objects.requireNonNull(call.messages()).subscribe(late);
            assertThat(late.ends).hasValue(0);
            late.request(1);
            late.awaitItems("first").awaitComplete();
            RecordingSubscriber second = new RecordingSubscriber(1);
            Objects.requireNonNull(call.messages()).subscribe(second);
            assertThat(second.awaitFailure()).isInstanceOf(IllegalStateException.class);
            call.answer().complete();
            wire.peer.expectPayload(stream, COMPLETE, "");
            wire.assertIdle();
        }
    }

    private record Asked(RecordingSubscriber received, ManualPublisher<Payload> messages, ReceivedFrame request) {}

    /** A channel of ours, whose first message was sent. */
    private static Asked ask(Wire wire, long demand) {
        RecordingSubscriber received = new RecordingSubscriber(demand);
        ManualPublisher<Payload> messages = new ManualPublisher<>();
        wire.session.requestChannel(messages).subscribe(received);
        messages.awaitRequested(1).next(Payload.of("first"));
        return new Asked(received, messages, wire.peer.expect(FrameType.REQUEST_CHANNEL, wire.ownStream(0)));
    }

    private record Answered(int stream, ManualResponder.Call call, RecordingSubscriber received) {}

    /** A channel of the peer, whose handler has subscribed its messages. */
    private static Answered answer(Wire wire, long demand) {
        int stream = wire.peerStream();
        wire.peer.send(Frames.requestChannel(stream, 10, 0, "first"));
        ManualResponder.Call call = wire.responder.next();
        RecordingSubscriber received = new RecordingSubscriber(demand);
        Objects.requireNonNull(call.messages()).subscribe(received);
        return new Answered(stream, call, received);
    }
}
