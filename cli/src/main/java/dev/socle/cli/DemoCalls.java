package dev.socle.cli;

import dev.socle.cli.samples.Greeter;
import dev.socle.cli.samples.Greeting;
import dev.socle.cli.samples.Person;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Calls at a steady rate, whatever the answers do, and counts how they end. */
final class DemoCalls {

    /** Leaves this machine time to start processes beside the calls. */
    private static final Duration BETWEEN = Duration.ofMillis(2);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong slowestNanos = new AtomicLong();
    private final AtomicReference<@Nullable Throwable> firstFailure = new AtomicReference<>();
    private final Disposable calling;

    private DemoCalls(Greeter greeter) {
        calling = Flux.interval(BETWEEN)
                .onBackpressureDrop()
                .flatMap(i -> call(greeter, "caller " + i))
                .subscribe();
    }

    /** Begins to call. */
    static DemoCalls begin(Greeter greeter) {
        return new DemoCalls(greeter);
    }

    /** Waits until so many more calls were answered, and so much time has passed. */
    void await(long more, Duration atLeast) throws InterruptedException {
        long start = System.nanoTime();
        long enough = answered.get() + more;
        while (answered.get() < enough || System.nanoTime() - start < atLeast.toNanos()) {
            DemoFailure.unless(
                    System.nanoTime() - start < PATIENCE.toNanos(),
                    "calls stand still: " + answered + " answered, " + failed + " failed");
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    /** How many were answered since the last time this was asked; fails when one failed. */
    String figures() {
        Throwable failure = firstFailure.get();
        DemoFailure.unless(failure == null, failed + " calls failed, the first with: " + failure);
        long slowest = slowestNanos.getAndSet(0);
        return answered.getAndSet(0) + " calls, none failed, the slowest took " + TimeUnit.NANOSECONDS.toMillis(slowest)
                + " ms";
    }

    void end() {
        calling.dispose();
    }

    private Mono<Greeting> call(Greeter greeter, String name) {
        return Mono.defer(() -> {
            long start = System.nanoTime();
            return greeter.greet(new Person(name))
                    .doOnNext(greeting -> {
                        DemoFailure.unless(
                                greeting.text().equals("Hello, " + name + "!"), "a wrong answer: " + greeting);
                        answered.incrementAndGet();
                        slowestNanos.accumulateAndGet(System.nanoTime() - start, Math::max);
                    })
                    .onErrorResume(failure -> {
                        failed.incrementAndGet();
                        firstFailure.compareAndSet(null, failure);
                        return Mono.empty();
                    });
        });
    }
}
