package dev.socle.messaging.session;

import dev.socle.messaging.codec.Payload;
import dev.socle.messaging.codec.PayloadMessages;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** One of two peers that ask and answer at random: it keeps account of all that it asked and all that it was asked. */
final class StressSide implements Responder {

    private static final int AT_A_TIME = 48;

    /** One interaction that this side began. */
    record Asked(long number, StressPlan plan, StressSubscriber subscriber) {}

    final Queue<Asked> asked = new ConcurrentLinkedQueue<>();
    final Map<Long, AtomicInteger> handled = new ConcurrentHashMap<>();
    private final Queue<StressPublisher> publishers = new ConcurrentLinkedQueue<>();
    private final Queue<StressSubscriber> takers = new ConcurrentLinkedQueue<>();
    private final Queue<String> problems;
    private final long seed;
    private final AtomicLong numbers;
    private final Semaphore places = new Semaphore(AT_A_TIME);

    /** Numbers of the two sides differ when their first ones do. */
    StressSide(long seed, long firstNumber, Queue<String> problems) {
        this.seed = seed;
        this.numbers = new AtomicLong(firstNumber);
        this.problems = problems;
    }

    /** Begins interactions, so many at the least, until the time is over; on a thread of the test. */
    void ask(SessionEngine session, int atLeast, long untilNanos) {
        try {
            for (int i = 0; i < atLeast || System.nanoTime() - untilNanos < 0; i++) {
                if (!places.tryAcquire(30, TimeUnit.SECONDS)) {
                    problems.add("nothing has ended for 30 s");
                    return;
                }
                ask(session, numbers.addAndGet(2));
            }
        } catch (InterruptedException e) {
            problems.add("interrupted");
        }
    }

    /** Something that has not ended, or did not reach the other side yet; empty when there is nothing such. */
    String firstOpen(StressSide other) {
        return asked.stream()
                .filter(one -> !one.subscriber.isOver() || isUnderWay(one, other))
                .map(Asked::toString)
                .findFirst()
                .or(() -> publishers.stream()
                        .filter(one -> !one.isOver())
                        .map(StressPublisher::toString)
                        .findFirst())
                .or(() -> takers.stream()
                        .filter(one -> !one.isOver())
                        .map(StressSubscriber::toString)
                        .findFirst())
                .orElse("");
    }

    /** What is not answered has ended here before it arrives there. */
    private static boolean isUnderWay(Asked one, StressSide other) {
        return one.plan.interaction() == Interaction.FIRE_AND_FORGET
                && one.subscriber.hasEnded()
                && one.subscriber.failure() == null
                && !other.handled.containsKey(one.number);
    }

    private void ask(SessionEngine session, long number) {
        StressPlan plan = StressPlan.of(seed, number);
        InteractionSpec<Payload, Payload> spec = new InteractionSpec<>(
                        "stress", PayloadMessages.INSTANCE, PayloadMessages.INSTANCE, 0, false)
                .withDeadline(Duration.ofMillis(plan.deadlineMillis()));
        long answering = plan.interaction() == Interaction.REQUEST_CHANNEL ? -1 : number;
        StressSubscriber subscriber = new StressSubscriber("requester", answering, plan, problems, places::release);
        asked.add(new Asked(number, plan, subscriber));
        Publisher<Payload> result = switch (plan.interaction()) {
            case FIRE_AND_FORGET -> Interactions.fireAndForget(session, spec, StressItem.of(number, 0));
            case REQUEST_RESPONSE -> Interactions.requestResponse(session, spec, StressItem.of(number, 0));
            case REQUEST_STREAM -> Interactions.requestStream(session, spec, StressItem.of(number, 0));
            case REQUEST_CHANNEL -> Interactions.requestChannel(session, spec, publisher(number, plan));
        };
        Runnable begin = () -> {
            result.subscribe(subscriber);
            subscriber.subscribed();
        };
        if (plan.instant()) {
            session.connection().execute(begin);
        } else {
            begin.run();
        }
    }

    @Override
    public Mono<Payload> requestResponse(Payload request) {
        long number = taken(request);
        StressPlan plan = StressPlan.of(seed, number);
        if (plan.instant()) {
            return plan.ending() == StressPlan.Ending.ERROR
                    ? Mono.error(InteractionException.of(StressPublisher.ERROR_CODE, "as planned"))
                    : plan.items() == 0 ? Mono.empty() : Mono.fromCallable(() -> StressItem.of(number, 0));
        }
        return Mono.fromDirect(publisher(number, plan));
    }

    @Override
    public Mono<Void> fireAndForget(Payload request) {
        long number = taken(request);
        return Mono.fromDirect(publisher(number, StressPlan.of(seed, number))).then();
    }

    @Override
    public Flux<Payload> requestStream(Payload request) {
        long number = taken(request);
        return Flux.from(publisher(number, StressPlan.of(seed, number)));
    }

    @Override
    public Flux<Payload> requestChannel(Publisher<Payload> requests) {
        long number = numbers.addAndGet(2);
        StressPlan plan = StressPlan.answer(seed, number);
        if (plan.throwing()) {
            throw InteractionException.of(StressPublisher.ERROR_CODE, "as planned");
        }
        if (plan.demandSeed() % 4 != 0) { // else nobody wants them
            StressSubscriber taker = new StressSubscriber("taker", -1, plan, problems, () -> {});
            takers.add(taker);
            if (plan.demandSeed() % 4 == 1) {
                Schedulers.parallel().schedule(() -> requests.subscribe(taker));
            } else {
                requests.subscribe(taker);
            }
        }
        return Flux.from(publisher(number, plan));
    }

    private long taken(Payload request) {
        long number = StressItem.owner(request);
        String fault = StressItem.fault(request, number, 0);
        request.release();
        if (fault != null) {
            problems.add("request " + fault);
        }
        if (handled.computeIfAbsent(number, first -> new AtomicInteger()).incrementAndGet() != 1) {
            problems.add("request " + number + " was handled twice");
        }
        StressPlan plan = StressPlan.of(seed, number);
        if (plan.throwing()) {
            throw InteractionException.of(StressPublisher.ERROR_CODE, "as planned");
        }
        return number;
    }

    private StressPublisher publisher(long number, StressPlan plan) {
        StressPublisher publisher = new StressPublisher(number, plan, problems);
        publishers.add(publisher);
        return publisher;
    }
}
