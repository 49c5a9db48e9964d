package dev.socle.messaging.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.socle.messaging.codec.Payload;
import dev.socle.transport.Address;
import dev.socle.transport.BufferLeaks;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;

/**
 * The rules of Reactive Streams for every publisher that users get, 137 of the requirements on the wire; the numbers are
 * those of the rules. The subscribers are Reactor's own kind, because others are given a guard that hides what we do.
 */
@ExtendWith(BufferLeaks.class)
@OverEachTransport
class ReactiveStreamsTest {

    static Stream<Arguments> all() {
        return publishers(UserPublisher.Kind.values());
    }

    static Stream<Arguments> many() {
        return publishers(
                UserPublisher.Kind.REQUEST_STREAM,
                UserPublisher.Kind.REQUEST_CHANNEL,
                UserPublisher.Kind.CHANNEL_ITEMS);
    }

    private static Stream<Arguments> publishers(UserPublisher.Kind... kinds) {
        return Stream.of(Wire.Role.values()).flatMap(role -> Stream.of(kinds).map(kind -> Arguments.of(role, kind)));
    }

    // 1.9
    @ParameterizedTest
    @MethodSource("all")
    void aSubscriberMustNotBeNull(Wire.Role role, UserPublisher.Kind kind) {
        try (Wire wire = Wire.open(role)) {
            UserPublisher given = new UserPublisher(wire, kind);
            assertThatNullPointerException()
                    .isThrownBy(() -> given.publisher.subscribe((Subscriber<? super Payload>) null));
            assertThatNullPointerException()
                    .isThrownBy(() -> given.publisher.subscribe((CoreSubscriber<? super Payload>) null));
            wire.probe();
        }
    }

    // 1.1, 1.9, 2.12: the subscription comes first, and nothing without demand; no frame leaves either
    @ParameterizedTest
    @MethodSource("all")
    void nothingComesUnasked(Wire.Role role, UserPublisher.Kind kind) {
        try (Wire wire = Wire.open(role)) {
            UserPublisher given = new UserPublisher(wire, kind);
            RuleSubscriber subscriber = new RuleSubscriber();
            given.publisher.subscribe(subscriber);
            wire.probe();
            subscriber.expect("subscription");
            subscriber.subscription().request(1);
            given.expectDemand(1);
            if (kind == UserPublisher.Kind.FIRE_AND_FORGET) {
                subscriber.expect("subscription", "completion");
            } else {
                given.give(1, 1);
                given.end();
                subscriber.expect("subscription", "1", "completion");
            }
        }
    }

    // 1.1: exactly what was asked for, in as many goes as it was
    @ParameterizedTest
    @MethodSource("many")
    void asManyComeAsWereAskedFor(Wire.Role role, UserPublisher.Kind kind) {
        try (Wire wire = Wire.open(role)) {
            UserPublisher given = new UserPublisher(wire, kind);
            RuleSubscriber subscriber = new RuleSubscriber();
            given.publisher.subscribe(subscriber);
            subscriber.subscription().request(2);
            given.expectDemand(2);
            given.give(1, 2);
            subscriber.expect("subscription", "1", "2");
            wire.probe();
            subscriber.subscription().request(1);
            wire.peer.receive();
            given.give(3, 3);
            given.end();
            subscriber.expect("subscription", "1", "2", "3", "completion");
        }
    }

    // 1.7, 3.6, 3.7: after the end nothing comes, and nothing is sent, whatever either side does
    @ParameterizedTest
    @MethodSource("all")
    void anEndIsTheEnd(Wire.Role role, UserPublisher.Kind kind) {
        try (Wire wire = Wire.open(role)) {
            UserPublisher given = new UserPublisher(wire, kind);
            RuleSubscriber subscriber = new RuleSubscriber();
            given.publisher.subscribe(subscriber);
            subscriber.subscription().request(5);
            given.expectDemand(5);
            String[] signals = {"subscription", "1", "completion"};
            if (kind == UserPublisher.Kind.FIRE_AND_FORGET) {
                signals = new String[] {"subscription", "completion"};
            } else {
                given.give(1, 1);
                given.end();
            }
            subscriber.expect(signals);
            given.sendTooLate();
            Subscription subscription = subscriber.subscription();
            for (long n : new long[] {1, 0, -1, Long.MAX_VALUE}) {
                subscription.request(n);
                OnLoop.run(wire.session, () -> subscription.request(n));
            }
            subscription.cancel();
            OnLoop.run(wire.session, subscription::cancel);
            wire.probe();
            wire.peer.reset();
            Soon.until(() -> !wire.session.isOpen());
            subscriber.expect(signals);
        }
    }

    // 3.5, 3.6, 3.7, 3.12: one CANCEL goes out however often it is said, and nothing comes afterwards
    @ParameterizedTest
    @MethodSource("all")
    void aCancellationIsForEver(Wire.Role role, UserPublisher.Kind kind) {
        try (Wire wire = Wire.open(role)) {
            UserPublisher given = new UserPublisher(wire, kind);
            RuleSubscriber subscriber = new RuleSubscriber();
            given.publisher.subscribe(subscriber);
            Subscription subscription = subscriber.subscription();
            if (kind == UserPublisher.Kind.FIRE_AND_FORGET) { // once it was sent it is over
                subscription.cancel();
            } else {
                subscription.request(5);
                given.expectDemand(5);
                OnLoop.whileBusy(wire.session, subscription::cancel);
                given.expectCancel();
            }
            given.give(2, 3);
            for (int i = 0; i < 3; i++) {
                subscription.cancel();
                subscription.request(i - 1);
                OnLoop.run(wire.session, subscription::cancel);
                OnLoop.run(wire.session, () -> subscription.request(1));
            }
            wire.probe();
            assertThat(subscriber.signals).doesNotContain("2", "3", "completion", "error", "two at a time");
        }
    }

    // 3.5, 3.6: before anything was asked for; then nothing is sent at all
    @ParameterizedTest
    @MethodSource("all")
    void whatIsCancelledFirstIsNeverAsked(Wire.Role role, UserPublisher.Kind kind) {
        try (Wire wire = Wire.open(role)) {
            UserPublisher given = new UserPublisher(wire, kind);
            RuleSubscriber subscriber = new RuleSubscriber();
            given.publisher.subscribe(subscriber);
            subscriber.subscription().cancel();
            subscriber.subscription().request(5);
            subscriber.subscription().request(0);
            if (kind == UserPublisher.Kind.CHANNEL_ITEMS) {
                given.expectCancel();
            }
            wire.probe();
            subscriber.expect("subscription");
        }
    }

    // 2.8: on the loop a cancellation works at once, also when more has arrived with the item
    @ParameterizedTest
    @MethodSource("many")
    void aCancellationInAnItemIsTheLastSignal(Wire.Role role, UserPublisher.Kind kind) {
        try (Wire wire = Wire.open(role)) {
            UserPublisher given = new UserPublisher(wire, kind);
            RuleSubscriber subscriber = new RuleSubscriber(Subscription::cancel);
            given.publisher.subscribe(subscriber);
            OnLoop.whileBusy(wire.session, () -> {
                subscriber.subscription().request(5);
                given.give(1, 1);
            });
            if (kind != UserPublisher.Kind.CHANNEL_ITEMS) {
                given.expectDemand(5);
                given.give(1, 3);
            }
            given.expectCancel();
            wire.probe();
            subscriber.expect("subscription", "1");
        }
    }

    // 3.9: whenever it happens, and on whatever thread
    @ParameterizedTest
    @MethodSource("all")
    void demandForNothingFails(Wire.Role role, UserPublisher.Kind kind) {
        for (long n : new long[] {0, -1, Long.MIN_VALUE}) {
            try (Wire wire = Wire.open(role)) {
                UserPublisher given = new UserPublisher(wire, kind);
                RuleSubscriber subscriber = new RuleSubscriber();
                given.publisher.subscribe(subscriber);
                subscriber.subscription().request(n);
                if (kind == UserPublisher.Kind.CHANNEL_ITEMS) {
                    given.expectGivenUp();
                }
                subscriber.expect("subscription", "error");
                assertThat(subscriber.failure()).isInstanceOf(IllegalArgumentException.class);
                subscriber.subscription().request(n);
                subscriber.subscription().request(1);
                subscriber.subscription().cancel();
                wire.probe();
                subscriber.expect("subscription", "error");
            }
        }
    }

    // 3.9: after demand for something, from another thread and from the loop
    @ParameterizedTest
    @MethodSource("all")
    void demandForNothingFailsWhatIsUnderWay(Wire.Role role, UserPublisher.Kind kind) {
        if (kind == UserPublisher.Kind.FIRE_AND_FORGET) {
            return; // with the demand it is sent, and over
        }
        for (boolean onLoop : new boolean[] {false, true}) {
            try (Wire wire = Wire.open(role)) {
                UserPublisher given = new UserPublisher(wire, kind);
                RuleSubscriber subscriber = new RuleSubscriber();
                given.publisher.subscribe(subscriber);
                Subscription subscription = subscriber.subscription();
                subscription.request(5);
                given.expectDemand(5);
                if (onLoop) {
                    OnLoop.run(wire.session, () -> subscription.request(0));
                } else {
                    subscription.request(0);
                }
                given.expectGivenUp();
                given.give(2, 3);
                subscription.request(0);
                wire.probe();
                assertThat(subscriber.signals).endsWith("error").containsOnlyOnce("error");
                assertThat(subscriber.failure()).isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    // 3.17: demand without end, and sums beyond the largest number
    @ParameterizedTest
    @MethodSource("many")
    void demandHasNoUpperBound(Wire.Role role, UserPublisher.Kind kind) {
        try (Wire wire = Wire.open(role)) {
            UserPublisher given = new UserPublisher(wire, kind);
            RuleSubscriber subscriber = new RuleSubscriber(known -> known.request(Long.MAX_VALUE));
            given.publisher.subscribe(subscriber);
            Subscription subscription = subscriber.subscription();
            OnLoop.whileBusy(wire.session, () -> {
                subscription.request(Long.MAX_VALUE - 1);
                subscription.request(Long.MAX_VALUE);
                subscription.request(5);
            });
            given.expectDemand(Long.MAX_VALUE);
            given.give(1, 5);
            given.end();
            subscriber.expect("subscription", "1", "2", "3", "4", "5", "completion");
            wire.probe();
        }
    }

    // 1.11: a second subscriber is told, one way or the other; only what it would send is gone, so none is left waiting
    @ParameterizedTest
    @MethodSource("all")
    void aSecondSubscriberIsTold(Wire.Role role, UserPublisher.Kind kind) {
        if (kind == UserPublisher.Kind.REQUEST_CHANNEL) {
            return; // asks its publisher of messages again, and is a channel of its own
        }
        try (Wire wire = Wire.open(role)) {
            UserPublisher given = new UserPublisher(wire, kind);
            RuleSubscriber first = new RuleSubscriber();
            given.publisher.subscribe(first);
            first.subscription().request(1);
            given.expectDemand(1);
            given.give(1, 1);
            given.end();
            Soon.until(() -> first.signals.contains("completion"));
            RuleSubscriber second = new RuleSubscriber();
            given.publisher.subscribe(second);
            second.subscription().request(1);
            second.expect("subscription", "error");
            wire.probe();
        }
    }

    // 1.11: nor is one left waiting when a retry finds the session gone
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void aRetryEndsWhenTheSessionIsGone(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            wire.peer.reset();
            Soon.until(() -> !wire.session.isOpen());
            RuleSubscriber one = new RuleSubscriber();
            wire.session.requestResponse(Payload.of("ask")).retry(2).subscribe(one);
            RuleSubscriber many = new RuleSubscriber();
            wire.session.requestStream(Payload.of("ask")).retry(2).subscribe(many);
            for (RuleSubscriber subscriber : new RuleSubscriber[] {one, many}) {
                subscriber.subscription().request(1);
                subscriber.expect("subscription", "error");
            }
        }
    }

    // 1.3, 3.2, 3.3, 3.10: demand one by one, from many threads and from within items, on a stream that comes at once
    @Test
    void demandOfManyThreadsGivesOneSignalAtATime() throws InterruptedException {
        int items = 8_000;
        AtomicInteger requested = new AtomicInteger();
        AtomicInteger tooMany = new AtomicInteger();
        try (SessionPair pair = SessionPair.open(Address.parse("local://rules"), new EchoResponder())) {
            AtomicInteger received = new AtomicInteger();
            RuleSubscriber subscriber = new RuleSubscriber(known -> {
                if (received.incrementAndGet() > requested.get()) {
                    tooMany.incrementAndGet();
                }
                requested.incrementAndGet();
                known.request(1);
            });
            pair.client().requestStream(Payload.of("" + items)).subscribe(subscriber);
            List<Thread> threads = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                Thread thread = new Thread(() -> {
                    for (int i = 0; i < 500; i++) {
                        requested.incrementAndGet();
                        subscriber.subscription().request(1);
                    }
                });
                threads.add(thread);
                thread.start();
            }
            for (Thread thread : threads) {
                thread.join();
            }
            Soon.until(() -> subscriber.signals.size() >= items + 2);
            assertThat(subscriber.signals)
                    .hasSize(items + 2)
                    .endsWith("completion")
                    .doesNotContain("two at a time");
            assertThat(tooMany).hasValue(0);
        }
    }
}
